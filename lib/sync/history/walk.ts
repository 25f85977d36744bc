import { setTimeout as sleep } from "node:timers/promises";
import type { SettingsOf } from "@/lib/bodies/connection-settings";
import { translator } from "@/lib/messages";
import { guardedFetch } from "@/lib/net";
import { createClient, type Open311Client, type Window } from "@/lib/open311/client";
import type { ServiceRequest } from "@/lib/open311/documents";
import type { Reading } from "@/lib/sync/history/reading";
import type { HistoryOptions } from "@/lib/sync/history/run-history";
import {
  cursorJson,
  halfOf,
  hasEnded,
  heedsNoDates,
  stepBack,
  type WalkCursor,
  windowBefore,
} from "@/lib/sync/history/walk-position";
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

type End = { kind: "done" | "paused"; fault: null } | { kind: "failed"; fault: string };
const paused: End = { kind: "paused", fault: null };

/** A back end's list, window by window back in time, each taken in before the next is asked for. */
export class Walk {
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
