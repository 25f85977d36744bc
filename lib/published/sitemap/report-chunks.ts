import { db } from "@/lib/db";
import { Recent } from "@/lib/recent";

/** Numbers of reports that one file of the sitemap is about. There may be 50,000 addresses in it, so all of them fit, whatever is hidden. */
export const chunkSize = 45_000;
const batchSize = 5_000;

export type Chunk = { number: number; changedAt: Date };
export type ReportAddress = { id: number; changedAt: Date };

/** All reports are gone through for it, hence not each time that somebody asks. */
const known = new Recent<Chunk[]>({ capacity: 1, ttlMs: 10 * 60_000 });

/** The files that have any report that everybody may see, and when one of those last changed. At most ten minutes old. */
export async function reportChunks(): Promise<Chunk[]> {
  const recent = known.get("chunks");
  if (recent) return recent;
  // Answered from an index alone, hence by visibility only; who is public has been confirmed.
  const chunks = await db.$queryRaw<Chunk[]>`
    select (id - 1) / ${chunkSize} + 1 as number, max("updatedAt") as "changedAt"
    from "Report" where visibility = 'public'
    group by 1 order by 1`;
  known.set("chunks", chunks);
  return chunks;
}

/** Forgets what is known, for tests. */
export const forgetChunks = (): void => known.delete("chunks");

/** The public reports of one file by number, batch by batch, so that memory holds a few thousand numbers. */
export async function* reportsInChunk(number: number): AsyncGenerator<ReportAddress[]> {
  const end = number * chunkSize;
  for (let after = end - chunkSize; after < end; ) {
    const batch = await db.$queryRaw<ReportAddress[]>`
      select id, "updatedAt" as "changedAt" from "Report"
      where id > ${after} and id <= ${end} and visibility = 'public' and "confirmedAt" is not null
      order by id limit ${batchSize}`;
    if (batch.length > 0) yield batch;
    after = batch.length < batchSize ? end : (batch.at(-1)?.id ?? end);
  }
}
