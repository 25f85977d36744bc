import type { Actor } from "@/lib/actor";
import { authorize } from "@/lib/auth/permissions";
import { scopeOf } from "@/lib/auth/scope";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { type PullHealth, pullHealth } from "@/lib/sync/pull/pull-health";
import type { PullKind } from "@/lib/sync/pull/pull-target";
import { type TimelineSlot, timelineOf } from "@/lib/sync/pull/timeline";

/** How one kind of thing is read from a connection, and its last day. */
export type PullPulse = { health: PullHealth; slots: TimelineSlot[] };

const kinds = ["updates", "requests"] as const satisfies readonly PullKind[];
const dayMs = 24 * 3_600_000;

/**
 * How a connection is read: a pulse for each kind of thing that is; none where nothing is.
 * @throws DomainError `not_found`, `forbidden`
 */
export async function readPulls(
  actor: Actor,
  connectionId: number,
  now: Date = new Date(),
): Promise<PullPulse[]> {
  scopeOf(actor, "delivery:view");
  const connection = await db.connection.findUnique({
    where: { id: connectionId },
    select: { bodyId: true },
  });
  if (!connection) throw notFound(translator("adminConnections")("refused.connection"));
  authorize(actor, "delivery:view", { bodyIds: [connection.bodyId] });
  const pulses: PullPulse[] = [];
  for (const kind of kinds) {
    const health = (await pullHealth(actor, [connectionId], kind, now)).get(connectionId);
    if (health) pulses.push({ health, slots: timelineOf(await lastDay(connectionId, kind, now), now) });
  }
  return pulses;
}

/** A window of the last day can only have been asked for within it. */
async function lastDay(connectionId: number, kind: PullKind, now: Date) {
  return db.$queryRaw<Parameters<typeof timelineOf>[0]>`
    select state::text, "windowStart", "windowEnd", coalesce((counts ->> 'created')::int, 0) as created
    from "Poll" where "connectionId" = ${connectionId} and kind = ${kind}::"PollKind"
      and "startedAt" > ${new Date(now.getTime() - dayMs)}`;
}
