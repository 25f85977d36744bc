import type { RequestUpdate } from "@/lib/open311/documents";
import { countPush, pushPoll } from "@/lib/sync/push/count-push";
import { findPushing, type NotPushing } from "@/lib/sync/push/find-pushing";
import { readPushed } from "@/lib/sync/push/read-pushed";
import { type SkipReason, takeUpdates } from "@/lib/sync/updates/take-updates";

/** What a back end posts: fields by their wire names. */
export type PushedUpdate = {
  jurisdictionId: string;
  apiKey: string;
  fields: ReadonlyMap<string, readonly string[]>;
};

/** What came of it. */
export type Received =
  | { kind: "taken"; updateId: number }
  /** It is here already, or is one of ours come back. */
  | { kind: "known" }
  /** Understood, and nothing is to come of it: the connection leaves such items out. */
  | { kind: "left" }
  /** It could not be taken in, and is kept for a person. */
  | { kind: "kept" }
  /** `reason`: whose name nobody has, or which field is wrong, or `not found`, or `already exists`. */
  | { kind: "refused"; reason: NotPushing | (string & {}) };

const unknown: ReadonlySet<SkipReason> = new Set(["unknown_report", "bad_report_id"]);

/**
 * Takes in an update that a back end pushes instead of waiting to be asked. What is done with it is what is done with one that was
 * pulled, but for the window; pushing what was pulled already, or again, is refused and changes nothing. Source: spec/integration.md
 * 9.5.
 * @throws when the database is away: nothing was taken in, and the same may be pushed again
 */
export async function receiveUpdate(
  { jurisdictionId, apiKey, fields }: PushedUpdate,
  now: Date,
): Promise<Received> {
  const pushing = await findPushing(jurisdictionId, apiKey);
  if (typeof pushing === "string") return { kind: "refused", reason: pushing };
  const { connectionId, settings } = pushing;
  const item = readPushed(fields, settings);
  if (typeof item === "string") return { kind: "refused", reason: item };
  const received = await takePushed(connectionId, item, now);
  return received.kind === "known" ? { kind: "refused", reason: "already exists" } : received;
}

/** Takes in what a connection's back end tells by itself, and counts it with its polls. */
export async function takePushed(connectionId: number, item: RequestUpdate, now: Date): Promise<Received> {
  const pollId = await pushPoll(connectionId, now);
  const [taken = { kind: "skipped", reason: "unknown_report" } as const] = await takeUpdates(
    { id: connectionId },
    [item],
    { now, pollId },
  );
  await countPush(pollId, taken);
  switch (taken.kind) {
    case "created":
      return taken.updateId === null ? { kind: "left" } : { kind: "taken", updateId: taken.updateId };
    case "known":
      return { kind: "known" };
    case "dead":
      return { kind: "kept" };
    case "skipped":
      return unknown.has(taken.reason) ? { kind: "refused", reason: "not found" } : { kind: "left" };
  }
}
