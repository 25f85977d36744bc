import { setTimeout as sleep } from "node:timers/promises";
import type { SettingsOf } from "@/lib/bodies/connection-settings";
import { readSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { conflict, invalid } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { guardedFetch } from "@/lib/net";
import { createClient, type Open311Client, type Window } from "@/lib/open311/client";
import type { ServiceRequest } from "@/lib/open311/documents";
import type { ReadContext } from "@/lib/open311/read/requests";
import { openRun, type Run } from "@/lib/sync/history/history-run";
import { Reading } from "@/lib/sync/history/reading";
import { requestsKind } from "@/lib/sync/history/requests-kind";
import {
  type HistoryOptions,
  type HistoryResult,
  historyTarget,
  type ReadResult,
} from "@/lib/sync/history/run-history";
import { whileHeld } from "@/lib/sync/history/run-lease";
import {
  cursorJson,
  halfOf,
  hasEnded,
  heedsNoDates,
  stepBack,
  WalkCursor,
  windowBefore,
} from "@/lib/sync/history/walk-position";
import { refusalOf } from "@/lib/sync/pull/pull-target";
import { type Read, readRequests } from "@/lib/sync/pull/read-window";
import { userAgent } from "@/lib/user-agent";

export type WalkOptions = Omit<HistoryOptions, "window" | "together"> & {
  /** How far back. */
  from: Date;
  /** Between one window and the next, and the shortest wait after a failure, in milliseconds; tests wait less. */
  pauseMs?: number;
};

/** How often a window is asked for before the walk stops. */
const tries = 3;
/** Who asks for a longer pause is not waited for, in milliseconds: the same command goes on later. */
const longestWait = 600_000;

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

type End = { kind: "done" | "paused"; fault: null } | { kind: "failed"; fault: string };
const paused: End = { kind: "paused", fault: null };

class Walk {
  readonly #client: Open311Client;
  /** What was told last. */
  #told: ReadonlySet<string> = new Set();

  constructor(
    readonly reading: Reading<ServiceRequest>,
    readonly settings: SettingsOf<"open311">,
    readonly options: WalkOptions,
  ) {
    const { signal } = options;
    this.#client = createClient(settings, guardedFetch, {
      userAgent: userAgent(),
      ...(signal && { signal }),
    });
  }

  async goBack(position: WalkCursor): Promise<End> {
    const resumedAt = this.reading.done;
    let at = position;
    let hours = this.settings.longestWindowHours;
    while (!hasEnded(at)) {
      const window = windowBefore(at, hours);
      const read = await this.#ask(window);
      if (read === null) return paused;
      if (!read.ok) return { kind: "failed", fault: read.reason };
      const isBlind = heedsNoDates(read.rows, window, this.#told);
      this.#told = new Set(read.rows.map(({ serviceRequestId }) => serviceRequestId));
      const half = read.cut && !isBlind ? halfOf(window) : null;
      if (half !== null) {
        hours = half;
        continue;
      }
      const { rows, unreadable: skipped } = read;
      this.reading.addRead({ rows, skipped });
      if (!isBlind) at = stepBack(at, window, rows.length + skipped.length);
      const part = this.#part(at);
      await this.reading.takeIn({
        cursor: cursorJson(at),
        part: { read: part.readBytes, whole: part.bytes },
      });
      if (isBlind) return { kind: "failed", fault: blind(window) };
      this.options.onProgress?.({ rows: this.reading.done, resumedAt, ...part });
      hours = Math.min(hours * 2, this.settings.longestWindowHours);
      if (!hasEnded(at) && !(await this.#wait(1))) return paused;
    }
    return { kind: "done", fault: null };
  }

  /** @returns null when it was told to stop */
  async #ask(window: Window): Promise<Read<ServiceRequest> | null> {
    for (let n = 1; ; n++) {
      const read = await readRequests(this.#client, window, this.settings);
      if (this.options.signal?.aborted) return null;
      if (read.ok || n === tries || (read.retryAfterMs ?? 0) > longestWait) return read;
      if (!(await this.#wait(10 * 3 ** n, read.retryAfterMs ?? 0))) return null;
    }
  }

  /** @returns false when it was told to stop */
  async #wait(times: number, atLeastMs = 0): Promise<boolean> {
    const { pauseMs = 500, signal } = this.options;
    const ms = Math.max(times * pauseMs, atLeastMs);
    // Being told to stop ends the wait.
    await sleep(ms, undefined, signal ? { signal } : {}).catch(() => {});
    return !this.reading.stops;
  }

  /** Milliseconds that are behind it, of all. */
  #part({ before, began, from }: WalkCursor): { readBytes: number; bytes: number } {
    return {
      readBytes: began.getTime() - before.getTime(),
      bytes: began.getTime() - from.getTime(),
    };
  }
}

const blind = ({ start, end }: Window): string =>
  translator("history")("walk.heedsNoDates", { start: start.toISOString(), end: end.toISOString() });
