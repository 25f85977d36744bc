import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { translator } from "@/lib/messages";
import type { Window } from "@/lib/open311/client";
import { type Lease, withLease } from "@/lib/sync/lease";
import {
  addTo,
  beginPoll,
  beginWaiting,
  endCutOff,
  endPoll,
  noCounts,
  type PollCounts,
} from "@/lib/sync/pull/poll-row";
import { findTarget, type PullKind, type PullTarget } from "@/lib/sync/pull/pull-target";
import { type Source, sourceOf } from "@/lib/sync/pull/source";
import { MINUTE_MS, pauseMs, windowsSince } from "@/lib/sync/pull/windows";

/** What came of a connection's turn. */
export type Pulled =
  | { kind: "done"; polls: number; counts: PollCounts }
  /** The back end could not be read; what was read before that is taken in. */
  | { kind: "failed"; reason: string; polls: number; counts: PollCounts }
  /** It is not asked, in words. */
  | { kind: "refused"; reason: string }
  /** Another worker is at it. */
  | { kind: "busy" };

export type PullOptions = {
  connectionId: number;
  kind: PullKind;
  now: Date;
  worker: string;
  /** The watermark's turn even if it is not due: a person asked. */
  early?: boolean;
  /** Only the windows that wait, not the watermark's turn. */
  waitingOnly?: boolean;
  /** Ends the calls: the worker stops. */
  signal?: AbortSignal;
};

const t = translator("pulls");

/** How many rows are handed on together, so that other work of the process has its turn between. */
const handed = 1_000;

/**
 * Reads what a connection's back end has to tell: the windows that somebody asked for, then, if it is due, all since it was last read.
 * One worker at a time per connection. The watermark moves when a window has been taken in whole, so that a failure, a crash or an outage
 * of any length loses nothing: the next turn begins where this one ended, and what is known already is not taken in twice (TRAP-16).
 */
export async function pull(options: PullOptions): Promise<Pulled> {
  const { connectionId, kind, signal } = options;
  const target = await findTarget(connectionId, kind);
  if ("refused" in target) return { kind: "refused", reason: target.refused };
  const pulled = await withLease({ connectionId, kind }, options, async (lease) => {
    await endCutOff(target, t("failed.cutOff"));
    const turn = new Turn(lease, target, sourceOf(target, signal), options);
    return (await turn.waiting()) ?? (options.waitingOnly ? null : await turn.sinceLast()) ?? turn.done();
  });
  return pulled ?? { kind: "busy" };
}

/** One connection's turn, under its lease. A verb answers null when the turn goes on. */
class Turn {
  readonly #counts = noCounts();
  #polls = 0;

  constructor(
    readonly lease: Lease,
    readonly target: PullTarget,
    readonly source: Source,
    readonly options: PullOptions,
  ) {}

  done = (): Pulled => ({ kind: "done", polls: this.#polls, counts: this.#counts });

  /** The windows that were asked for, in that order. */
  async waiting(): Promise<Pulled | null> {
    const { connectionId, kind } = this.target;
    const polls = await db.poll.findMany({
      where: { connectionId, kind, state: "waiting" },
      orderBy: { id: "asc" },
      select: { id: true, windowStart: true, windowEnd: true },
    });
    for (const { id, windowStart, windowEnd } of polls) {
      await beginWaiting(id, new Date());
      const window = windowStart && windowEnd ? { start: windowStart, end: windowEnd } : null;
      const failure = await this.#read(id, window);
      if (failure) return this.#failed(failure.reason);
    }
    return null;
  }

  /** All since the watermark, window by window. */
  async sinceLast(): Promise<Pulled | null> {
    const { connectionId, kind, settings } = this.target;
    const { now, early = false } = this.options;
    const mark = await db.watermark.findUniqueOrThrow({
      where: { connectionId_kind: { connectionId, kind } },
      select: { readUpTo: true, dueAt: true },
    });
    if (!early && mark.dueAt > now) return null;
    const windows: (Window | null)[] = this.source.windowless
      ? [null]
      : windowsSince({
          readUpTo: mark.readUpTo,
          now,
          overlapMinutes: settings.pullOverlapMinutes,
          longestHours: settings.longestWindowHours,
        });
    let readUpTo = mark.readUpTo;
    for (const window of windows) {
      const trigger = early ? "person" : "schedule";
      const failure = await this.#read(await beginPoll({ connectionId, kind }, trigger, window), window);
      if (failure) {
        // Whoever stops the worker is not the back end's fault.
        if (!this.options.signal?.aborted) await this.#noteFailure(failure);
        return this.#failed(failure.reason);
      }
      readUpTo = await this.#noteRead(window?.end ?? now, readUpTo);
    }
    return null;
  }

  #failed = (reason: string): Pulled => ({
    ...{ kind: "failed", reason, polls: this.#polls, counts: this.#counts },
  });

  /** One window, from the call to the last row. What was told before a call failed is taken in as well. */
  async #read(
    pollId: number,
    window: Window | null,
  ): Promise<{ reason: string; retryAfterMs: number | null } | null> {
    const startedAt = Date.now();
    const { now, signal } = this.options;
    const counts = noCounts();
    this.#polls++;
    const read = await this.source.read(window, now);
    const { calls, rows, unreadable, reached } = read;
    try {
      counts.dead += await this.source.keepUnreadable(unreadable, pollId);
      counts.seen += unreadable.length;
      for (let at = 0; at < rows.length; at += handed) {
        addTo(counts, await this.source.take(rows.slice(at, at + handed), { window, pollId, now }));
      }
    } catch (error) {
      // The database's fault or ours: the window is asked for again.
      await endPoll(pollId, { startedAt, calls, counts, error: t("failed.fault") }).catch(() => {});
      throw error;
    }
    sum(this.#counts, counts);
    if (reached) counts.reached = reached;
    if (read.ok && read.cut) counts.skipped.list_cut_short = 1;
    const reason = read.ok ? null : signal?.aborted ? t("failed.stopped") : read.reason;
    await endPoll(pollId, { startedAt, calls, counts, error: reason });
    const { connectionId, kind } = this.target;
    log.info({ connectionId, kind, pollId, ...counts, error: reason }, "back end read");
    return read.ok ? null : { retryAfterMs: read.retryAfterMs, reason: reason ?? read.reason };
  }

  /**
   * Moves the mark, but only on from where this turn found it: what was rewound meanwhile is read again (lib/delivery/rewind-watermark.ts).
   * @returns where it should stand
   */
  async #noteRead(end: Date, found: Date | null): Promise<Date> {
    const { connectionId, kind, settings } = this.target;
    const where = { connectionId, kind, leasedBy: this.lease.holder };
    const readUpTo = found && found > end && found <= this.options.now ? found : end;
    const next = this.options.now.getTime() + settings.pullEveryMinutes * MINUTE_MS;
    await db.watermark.updateMany({ where: { ...where, readUpTo: found }, data: { readUpTo } });
    await db.watermark.updateMany({
      where,
      data: {
        ...{ lastReadAt: new Date(), failures: 0, lastError: null },
        // Turns are looked for each minute: one that was due some seconds later would have to wait for the minute after.
        dueAt: new Date(Math.floor(next / MINUTE_MS) * MINUTE_MS),
      },
    });
    return readUpTo;
  }

  async #noteFailure({
    reason,
    retryAfterMs,
  }: {
    reason: string;
    retryAfterMs: number | null;
  }): Promise<void> {
    const { connectionId, kind, settings } = this.target;
    const where = { connectionId, kind, leasedBy: this.lease.holder };
    await db.$transaction(async (tx) => {
      await tx.watermark.updateMany({ where, data: { failures: { increment: 1 }, lastError: reason } });
      const mark = await tx.watermark.findFirst({ where, select: { failures: true } });
      const failures = mark?.failures ?? 1;
      const pause = pauseMs({ failures, everyMinutes: settings.pullEveryMinutes, retryAfterMs });
      await tx.watermark.updateMany({ where, data: { dueAt: new Date(Date.now() + pause) } });
    });
    log.warn({ connectionId, kind, reason }, "a back end could not be read");
  }
}

function sum(into: PollCounts, counts: PollCounts): void {
  for (const key of ["seen", "created", "known", "dead"] as const) into[key] += counts[key];
  for (const [reason, count] of Object.entries(counts.skipped))
    into.skipped[reason] = (into.skipped[reason] ?? 0) + count;
}
