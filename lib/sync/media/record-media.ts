import { announce } from "@/lib/announce";
import { db, type Tx } from "@/lib/db";
import { translator } from "@/lib/messages";
import { maxPhotos } from "@/lib/photos/attach";
import type { MediaClaim } from "@/lib/sync/media/claim-media";
import { isDataUri } from "@/lib/sync/media/data-uri";
import type { NextTry } from "@/lib/sync/media/next-try";
import { reveal } from "@/lib/sync/media/reveal";

/** `taken`: the claim had run out, and somebody else has it. `revealed`: how many updates can be seen because of it. */
export type Kept = { kind: "kept" | "failed" | "later" | "taken"; revealed: number };

/** Gives a picture to its update or report, at its place. One transaction; without the row's claim nothing happens. */
export function recordPicture(claim: MediaClaim, photoId: string, now: Date): Promise<Kept> {
  return recorded(claim, now, async (tx) => {
    const owner = ownerOf(claim);
    const isFull = (await tx.photo.count({ where: owner })) >= maxPhotos;
    if (isFull) return end(tx, claim, "failed", translator("media")("surplus"));
    // The position is the back end's: of pictures that come one by one, the first stays the first.
    const { count } = await tx.photo.updateMany({
      where: { id: photoId, reportId: null, updateId: null },
      data: { ...owner, position: claim.position },
    });
    if (count === 0) throw new Error(`Photo ${photoId} is gone before it was given away`);
    if (claim.updateId === null) await announcePicture(tx, claim.reportId);
    return end(tx, claim, "done", null);
  });
}

/** Notes that a picture has not come, and whether it is asked for again. */
export function recordFault(claim: MediaClaim, reason: string, next: NextTry, now: Date): Promise<Kept> {
  return recorded(claim, now, async (tx) => {
    if (next.state === "failed") return end(tx, claim, "failed", reason);
    await tx.mediaFetch.update({ where: { id: claim.id }, data: { dueAt: next.dueAt, lastError: reason } });
    return "later";
  });
}

/** A report has its pictures after everybody was told of it; of old ones, read from a file, nobody was. */
async function announcePicture(tx: Tx, reportId: number): Promise<void> {
  const told = await tx.report.count({ where: { id: reportId, historyRunId: null } });
  if (told > 0) await announce(tx, { event: "report.changed", reportId });
}

const ownerOf = ({ updateId, reportId }: MediaClaim) => (updateId === null ? { reportId } : { updateId });

async function recorded(
  claim: MediaClaim,
  now: Date,
  write: (tx: Tx) => Promise<Exclude<Kept["kind"], "taken">>,
): Promise<Kept> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from "Report" where id = ${claim.reportId} for no key update`;
    const { id, attempts } = claim;
    const { count } = await tx.mediaFetch.updateMany({
      where: { id, attempts, state: "due" },
      data: { attempts },
    });
    if (count === 0) return { kind: "taken", revealed: 0 };
    const kind = await write(tx);
    if (kind === "kept") await endSurplus(tx, claim);
    return { kind, revealed: await reveal(tx, claim.reportId, now) };
  });
}

async function end(
  tx: Tx,
  { id, url }: MediaClaim,
  state: "done" | "failed",
  lastError: string | null,
): Promise<"kept" | "failed"> {
  // A picture that came along would else lie in the database twice.
  const data = { state, lastError, ...(isDataUri(url) && { url: "" }) };
  await tx.mediaFetch.update({ where: { id }, data });
  return state === "done" ? "kept" : "failed";
}

/** Once three are here, nobody waits for more. */
async function endSurplus(tx: Tx, claim: MediaClaim): Promise<void> {
  const owner = ownerOf(claim);
  if ((await tx.mediaFetch.count({ where: { ...owner, state: "done" } })) < maxPhotos) return;
  await tx.$executeRaw`
    update "MediaFetch" set state = 'failed', "lastError" = ${translator("media")("surplus")},
      url = case when url ilike 'data:%' then '' else url end
    where "updateId" is not distinct from ${claim.updateId}::int and state = 'due'
      and (${claim.updateId}::int is not null or "reportId" = ${claim.reportId})`;
}
