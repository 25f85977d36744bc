import { z } from "zod";
import { db } from "@/lib/db";
import type { Window } from "@/lib/open311/client";
import type { Exchange } from "@/lib/open311/wire";
import type { PullKind } from "@/lib/sync/pull/pull-target";
import type { PollTrigger } from "@/prisma/generated/enums";

/** One call, without what it brought. */
export type PollCall = {
  method: string;
  /** Secrets blanked. */
  url: string;
  status: number | null;
  /** Characters of the answer. */
  size: number;
  durationMs: number;
};

/** Where the next look at single reports goes on: after which delivery, and whether each takes a call of its own. */
export const Reached = z.object({ afterId: z.number().int().nonnegative(), singly: z.boolean() });
export type Reached = z.output<typeof Reached>;

/** What became of the rows of an answer; `unreadable` ones are among the `dead`. */
export type PollCounts = {
  seen: number;
  created: number;
  known: number;
  skipped: Record<string, number>;
  dead: number;
  reached?: Reached;
};

export const noCounts = (): PollCounts => ({ seen: 0, created: 0, known: 0, skipped: {}, dead: 0 });

export const callOf = ({ method, url, status, responseBody, durationMs }: Exchange): PollCall => ({
  ...{ method, url, status, size: responseBody?.length ?? 0, durationMs },
});

/** What came of one item, as far as it is counted. */
export type Counted = { kind: "created" | "known" | "dead" } | { kind: "skipped"; reason: string };

export function addTo(counts: PollCounts, taken: readonly Counted[]): void {
  for (const one of taken) {
    counts.seen++;
    if (one.kind === "skipped") counts.skipped[one.reason] = (counts.skipped[one.reason] ?? 0) + 1;
    else counts[one.kind]++;
  }
}

type About = { connectionId: number; kind: PullKind };

/** Begins the row of a window that is asked for now. */
export async function beginPoll(about: About, trigger: PollTrigger, window: Window | null): Promise<number> {
  const { id } = await db.poll.create({
    data: {
      ...{ ...about, trigger, state: "running" },
      ...{ windowStart: window?.start ?? null, windowEnd: window?.end ?? null },
    },
    select: { id: true },
  });
  return id;
}

/** Begins one that waited. */
export async function beginWaiting(id: number, now: Date): Promise<void> {
  await db.poll.update({ where: { id }, data: { state: "running", startedAt: now } });
}

type End = { startedAt: number; calls: readonly PollCall[]; counts: PollCounts; error: string | null };

export async function endPoll(id: number, { startedAt, calls, counts, error }: End): Promise<void> {
  await db.poll.update({
    where: { id },
    data: {
      state: error === null ? "done" : "failed",
      durationMs: Date.now() - startedAt,
      ...{ calls: [...calls], counts, error },
    },
  });
}

/** Those that a lost worker left running are over. The caller holds the lease, so nobody runs one. */
export async function endCutOff({ connectionId, kind }: About, reason: string): Promise<void> {
  await db.poll.updateMany({
    where: { connectionId, kind, state: "running", trigger: { not: "push" } },
    data: { state: "failed", error: reason },
  });
}
