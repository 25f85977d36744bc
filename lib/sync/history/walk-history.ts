import type { SettingsOf } from "@/lib/bodies/connection-settings";
import { readSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { conflict, invalid } from "@/lib/errors";
import { translator } from "@/lib/messages";
import type { ReadContext } from "@/lib/open311/read/requests";
import { openRun, type Run } from "@/lib/sync/history/history-run";
import { Reading } from "@/lib/sync/history/reading";
import { requestsKind } from "@/lib/sync/history/requests-kind";
import { type HistoryResult, historyTarget, type ReadResult } from "@/lib/sync/history/run-history";
import { whileHeld } from "@/lib/sync/history/run-lease";
import { Walk, type WalkOptions } from "@/lib/sync/history/walk";
import { WalkCursor } from "@/lib/sync/history/walk-position";
import { refusalOf } from "@/lib/sync/pull/pull-target";

/**
 * Reads what a back end has to tell of the past from itself: its list of requests, window by window back in time, until `from`, or until
 * it told nothing for 90 days. A window whose list is cut short is halved. What a window told is taken in, then it is noted how far the
 * walk has come, so that it goes on there whenever it stops. Without `apply` nothing is written, but the back end is asked all the same.
 * Source: spec/integration.md 7.2.
 * @throws DomainError `not_found`, `conflict` where the connection is not asked, `invalid` where its server takes no dates
 */
export async function walkHistory(options: WalkOptions): Promise<HistoryResult> {
  const { connectionId, apply, again = false, from } = options;
  await walkTarget(connectionId);
  const further = furtherThan(from);
  const opened = apply ? await openRun(walkSource(connectionId), { again, further }) : null;
  if (opened && "readAt" in opened) return { kind: "already", ...opened };
  return walkBack(options, opened);
}

/** As which run a walk is known. */
export const walkSource = (connectionId: number) => ({
  ...{ connectionId, kind: "requests" as const, hash: walkHash, bytes: 0 },
  file: translator("history")("walk.file"),
});
export const walkHash = "walk";

/** Whether a walk that came to its end is to go further back by now. */
export const furtherThan =
  (from: Date) =>
  (cursor: unknown): boolean =>
    (WalkCursor.safeParse(cursor).data?.from ?? from) > from;

/**
 * The same for a run that is ours already, or, without one, for a look that nobody else has to know of.
 * @throws as `walkHistory`
 */
export async function walkBack(options: WalkOptions, run: Run | null): Promise<ReadResult> {
  const { connectionId, from, now } = options;
  const { context, settings } = await walkTarget(connectionId);
  const known = WalkCursor.safeParse(run?.cursor).data;
  if (run && known) options.onResume?.(run.done);
  const window = { start: from, end: now };
  const reading = new Reading(requestsKind, { ...options, window }, context, run);
  const walk = new Walk(reading, settings, options);
  const work = async (): Promise<ReadResult> => {
    try {
      const end = await walk.goBack({ ...(known ?? { before: now, began: now, emptyFrom: now }), from });
      await reading.close(end.kind, end.fault);
      return { ...end, ...reading.soFar() };
    } catch (error) {
      await reading.leave(error);
      throw error;
    }
  };
  return run ? whileHeld(run, work) : work();
}

/**
 * A connection whose back end can be walked through.
 * @throws DomainError `not_found`, `conflict` where it is not asked, `invalid` where its server takes no dates
 */
export async function walkTarget(
  connectionId: number,
): Promise<{ context: ReadContext; settings: SettingsOf<"open311"> }> {
  const { context } = await historyTarget(connectionId);
  return { context, settings: await settingsToAsk(connectionId) };
}

async function settingsToAsk(id: number): Promise<SettingsOf<"open311">> {
  const row = await db.connection.findUniqueOrThrow({
    where: { id },
    include: { body: { select: { deletedAt: true, updatesUserId: true } } },
  });
  // The past may be read before what is new is.
  const refused = refusalOf({ ...row, pullRequests: true }, "requests");
  if (refused !== null) throw conflict(refused);
  const settings = readSettings({ ...row, method: "open311" });
  if (settings.fetchAllRequests || settings.askWithoutDates)
    throw invalid(translator("history")("walk.noDates"));
  return settings;
}
