import pLimit from "p-limit";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { log } from "@/lib/log";
import { translator } from "@/lib/messages";
import { addPhoto } from "@/lib/photos/add";
import { enqueue } from "@/lib/queue";
import { claimMedia, giveBack, type MediaClaim, restHost } from "@/lib/sync/media/claim-media";
import { isDataUri } from "@/lib/sync/media/data-uri";
import { type Download, type DownloadLimits, download } from "@/lib/sync/media/download";
import { inTurn } from "@/lib/sync/media/host-turns";
import { type Fault, nextTry } from "@/lib/sync/media/next-try";
import { type Kept, recordFault, recordPicture } from "@/lib/sync/media/record-media";

export type MediaFetched = {
  kept: number;
  failed: number;
  later: number;
  /** Updates that could not be seen before. */
  revealed: number;
};

type Options = {
  now: Date;
  /** After this long no more are begun, and the rest is left to another job; in milliseconds. */
  runMs?: number;
  limits?: DownloadLimits;
};

const batch = { most: 24, mostPerHost: 6 };
/** Each holds a picture in memory. */
const atOnce = 8;
const restMs = 5 * 60_000;

/**
 * Fetches the pictures that back ends spoke of, as far as they are due: outside of any transaction, re-encoded like everybody's, and
 * given to their updates and reports. What does not come is tried again with growing pauses, or given up. What it changes is
 * committed picture by picture, so that it may end at any time and be done again.
 */
export async function fetchMedia({ now, runMs = 60_000, limits }: Options): Promise<MediaFetched> {
  const counts: MediaFetched = { kept: 0, failed: 0, later: 0, revealed: 0 };
  const started = performance.now();
  const clock = () => new Date(now.getTime() + (performance.now() - started));
  const run: Run = { clock, limits, resting: new Set() };
  for (;;) {
    const claims = await claimMedia({ now: clock(), ...batch });
    if (claims.length === 0) return counts;
    const turn = pLimit(atOnce);
    const settled = await Promise.allSettled(claims.map((claim) => turn(() => fetchOne(claim, run))));
    for (const one of settled) if (one.status === "fulfilled") count(counts, one.value);
    const broken = settled.find((one) => one.status === "rejected");
    if (broken) throw broken.reason;
    if (performance.now() - started >= runMs) break;
  }
  await enqueue(db, "fetch-media", {}, { key: "fetch-media" });
  return counts;
}

function count(counts: MediaFetched, { kind, revealed }: Kept): void {
  if (kind !== "taken") counts[kind]++;
  counts.revealed += revealed;
}

type Run = {
  clock: () => Date;
  limits: DownloadLimits | undefined;
  /** Origins that did not answer. */
  resting: Set<string>;
};

async function fetchOne(claim: MediaClaim, run: Run): Promise<Kept> {
  const origin = originOf(claim.url);
  if (origin === null) return keep(claim, await download(claim, run.limits), run);
  const got = await inTurn(origin, () => downloadFrom(origin, claim, run));
  return got === null ? { kind: "taken", revealed: 0 } : keep(claim, got, run);
}

/** Null when its host is not asked for any more just now. */
async function downloadFrom(
  origin: string,
  claim: MediaClaim,
  { clock, limits, resting }: Run,
): Promise<Download | null> {
  const rest = () => new Date(clock().getTime() + restMs);
  if (resting.has(origin)) {
    await giveBack(claim, rest());
    return null;
  }
  const got = await download(claim, limits);
  if (got.kind === "fault" && got.hostDown && !resting.has(origin)) {
    resting.add(origin);
    await restHost(origin, clock(), rest());
  }
  return got;
}

async function keep(claim: MediaClaim, got: Download, { clock }: Run): Promise<Kept> {
  const kept = got.kind === "picture" ? await stored(got.bytes, claim) : got.fault;
  if (typeof kept === "string") return recordPicture(claim, kept, clock());
  return recordFault(claim, kept.reason, nextTry(kept, claim, clock()), clock());
}

const originOf = (url: string): string | null =>
  isDataUri(url) || !URL.canParse(url) ? null : new URL(url).origin;

/** The photo's id. */
async function stored(bytes: Uint8Array, { id, url }: MediaClaim): Promise<string | Fault> {
  const t = translator("media");
  try {
    return (await addPhoto(bytes)).id;
  } catch (error) {
    // Half a picture may come whole the next time; what came along stays as it is.
    if (error instanceof DomainError)
      return { reason: t("damaged"), again: isDataUri(url) ? "never" : "rarely" };
    log.error({ err: error, mediaFetchId: id }, "a picture could not be stored");
    return { reason: t("storage"), again: "later" };
  }
}
