import { z } from "zod";
import { db } from "@/lib/db";
import { searchedAs } from "@/lib/geo/gazetteer/normalise";
import { oneLine } from "@/lib/plain-text";

const coordinate = (name: string, limit: number) =>
  z
    .union(
      [
        z.number(),
        z
          .string()
          .regex(/^\s*[-+]?\d+(\.\d+)?\s*$/)
          .transform(Number),
      ],
      {
        error: `${name} must be a number of degrees such as 54.6`,
      },
    )
    .refine((value) => Math.abs(value) <= limit, `${name} must lie between -${limit} and ${limit}`);

/** One row of a gazetteer file. */
export const GazetteerRow = z.object({
  name: z
    .string()
    .refine((text) => !text.includes("\ufffd"), "name is not UTF-8 text")
    .transform(oneLine)
    .refine((text) => searchedAs(text, "") !== "", "name has no letter or digit")
    .refine((text) => text.length <= 200, "name has more than 200 characters"),
  lat: coordinate("lat", 90),
  lon: coordinate("lon", 180),
  kind: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z][a-z0-9_ -]{0,39}$/, "kind must be a word such as street, place or postcode"),
});
export type GazetteerRow = z.infer<typeof GazetteerRow>;

/** `known`: rows that were there already. */
export type ImportCounts = { read: number; added: number; known: number };

const BATCH = 1000;

/**
 * Adds checked rows, a thousand at a time. A row with the same name, kind and place as one before is left alone, so
 * that a file may be imported again.
 */
export async function importGazetteer(
  rows: AsyncIterable<GazetteerRow> | Iterable<GazetteerRow>,
  onProgress: (counts: ImportCounts) => void = () => {},
): Promise<ImportCounts> {
  const counts: ImportCounts = { read: 0, added: 0, known: 0 };
  let batch: GazetteerRow[] = [];
  const flush = async () => {
    const added = await insert(batch);
    counts.read += batch.length;
    counts.added += added;
    counts.known += batch.length - added;
    batch = [];
    onProgress({ ...counts });
  };
  for await (const row of rows) {
    batch.push(row);
    if (batch.length >= BATCH) await flush();
  }
  if (batch.length > 0) await flush();
  return counts;
}

/** One array per column is one parameter per column, whatever the number of rows. */
async function insert(rows: readonly GazetteerRow[]): Promise<number> {
  const column = <Key extends keyof GazetteerRow>(key: Key) => rows.map((row) => row[key]);
  const searched = rows.map(({ name, kind }) => searchedAs(name, kind));
  return db.$executeRaw`
    insert into "GazetteerEntry" (name, searched, lat, lon, kind)
    select * from unnest(${column("name")}::text[], ${searched}::text[], ${column("lat")}::float8[],
      ${column("lon")}::float8[], ${column("kind")}::text[])
    on conflict do nothing`;
}
