import type { Tx } from "@/lib/db";
import { enqueue } from "@/lib/queue";

/** So long what is sent on waits for pictures that are still to be fetched: then it goes without them. */
export const mediaPatienceMs = 2 * 60_000;

/**
 * Notes addresses of pictures that belong to a report or an update, in their order: they are fetched afterwards.
 * @param owner `connectionId`: the back end that speaks, whose hosts may be in a private network; null = nobody's
 */
export async function askForMedia(
  tx: Tx,
  owner: ({ reportId: number } | { updateId: number }) & { connectionId: number | null },
  urls: readonly string[],
): Promise<void> {
  if (urls.length === 0) return;
  await tx.mediaFetch.createMany({ data: urls.map((url, position) => ({ ...owner, url, position })) });
  await enqueue(tx, "fetch-media", {}, { key: "fetch-media" });
}
