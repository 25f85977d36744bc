import type { Actor } from "@/lib/actor";
import { scopeOf } from "@/lib/auth/scope";
import { readSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { translator } from "@/lib/messages";
import { type PullKind, refusalOf } from "@/lib/sync/pull/pull-target";
import { MINUTE_MS } from "@/lib/sync/pull/windows";

/** How the reading of one connection fares. */
export type PullHealth = {
  connectionId: number;
  kind: PullKind;
  /** Everything up to then has been read; null = nothing yet. */
  readUpTo: Date | null;
  lastReadAt: Date | null;
  lastTriedAt: Date | null;
  /** In a row. */
  failures: number;
  lastError: string | null;
  /** Its next turn; null where it is not asked. */
  dueAt: Date | null;
  /** It is being read now. */
  reading: boolean;
  everyMinutes: number;
  /** Of the last 24 hours. */
  lastDay: { polls: number; failed: number; created: number; dead: number };
  /** What is wrong, in words; null = nothing. */
  trouble: string | null;
};

/** Nobody has to worry sooner: so many turns may be missed. */
const turnsMissed = 3;

const t = translator("pulls");

/**
 * How connections are read, for those of them that are to be; the same three statements however many. Those of others are left out.
 * @throws DomainError `forbidden`
 */
export async function pullHealth(
  actor: Actor,
  connectionIds: readonly number[],
  kind: PullKind = "updates",
  now: Date = new Date(),
): Promise<Map<number, PullHealth>> {
  const { bodyId } = scopeOf(actor, "delivery:view");
  const connections = await db.connection.findMany({
    where: {
      id: { in: [...connectionIds] },
      [kind === "updates" ? "pullUpdates" : "pullRequests"]: true,
      ...(bodyId !== null && { bodyId }),
    },
    select: {
      ...{ id: true, method: true, settings: true, secrets: true, pausedAt: true },
      ...{ pullUpdates: true, pullRequests: true, createdAt: true },
      body: { select: { deletedAt: true, updatesUserId: true } },
      watermarks: { where: { kind } },
    },
  });
  const days = await lastDays(
    connections.map(({ id }) => id),
    kind,
    now,
  );
  return new Map(
    connections.map((connection) => {
      const [mark] = connection.watermarks;
      const refused = refusalOf(connection, kind);
      const everyMinutes = intervalOf(connection);
      const since = mark?.lastReadAt ?? connection.createdAt;
      const isLate = now.getTime() - since.getTime() > turnsMissed * everyMinutes * MINUTE_MS;
      return [
        connection.id,
        {
          ...{ connectionId: connection.id, kind, everyMinutes },
          readUpTo: mark?.readUpTo ?? null,
          lastReadAt: mark?.lastReadAt ?? null,
          lastTriedAt: mark?.lastTriedAt ?? null,
          failures: mark?.failures ?? 0,
          lastError: mark?.lastError ?? null,
          dueAt: refused === null ? (mark?.dueAt ?? now) : null,
          reading: mark?.leasedUntil != null && mark.leasedUntil > now,
          lastDay: days.get(connection.id) ?? { polls: 0, failed: 0, created: 0, dead: 0 },
          trouble: refused ?? (isLate ? (mark?.lastError ?? t("late")) : null),
        },
      ];
    }),
  );
}

function intervalOf(connection: Parameters<typeof readSettings>[0]): number {
  try {
    return readSettings({ ...connection, method: "open311" }).pullEveryMinutes;
  } catch {
    return 15;
  }
}

async function lastDays(
  ids: readonly number[],
  kind: PullKind,
  now: Date,
): Promise<Map<number, PullHealth["lastDay"]>> {
  if (ids.length === 0) return new Map();
  const since = new Date(now.getTime() - 24 * 60 * MINUTE_MS);
  const rows = await db.$queryRaw<({ connectionId: number } & PullHealth["lastDay"])[]>`
    select "connectionId", count(*)::int as polls, (count(*) filter (where state = 'failed'))::int as failed,
      coalesce(sum((counts ->> 'created')::int), 0)::int as created, coalesce(sum((counts ->> 'dead')::int), 0)::int as dead
    from "Poll" where "connectionId" = any(${[...ids]}::int[]) and kind = ${kind}::"PollKind"
      and "startedAt" > ${since} and state in ('done', 'failed')
    group by "connectionId"`;
  return new Map(rows.map(({ connectionId, ...day }) => [connectionId, day]));
}
