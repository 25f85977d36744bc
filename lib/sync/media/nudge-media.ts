import { db } from "@/lib/db";
import { enqueue } from "@/lib/queue";
import { callable } from "@/lib/sync/media/claim-media";

/** Has pictures fetched that are due: what a lost job or a pause left waiting. One look by index. */
export async function nudgeMedia(now: Date): Promise<boolean> {
  const due = await db.$queryRaw<unknown[]>`
    select 1 from "MediaFetch" m where m.state = 'due' and m."dueAt" <= ${now} and ${callable()} limit 1`;
  if (due.length > 0) await enqueue(db, "fetch-media", {}, { key: "fetch-media" });
  return due.length > 0;
}
