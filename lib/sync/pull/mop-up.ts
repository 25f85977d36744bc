import { readSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { nudgePulls } from "@/lib/sync/pull/nudge-due";
import { type PullKind, pulledConnections } from "@/lib/sync/pull/pull-target";
import { nightlyWindow, piecesOf } from "@/lib/sync/pull/windows";

/**
 * The nightly second look: every connection is asked once more for its last hours, for what its back end told too late. A window row each,
 * which waits until its connection's turn; what a missed night left out is looked at with the next. Source: spec/integration.md 5.2.
 * @returns how many connections
 */
export async function mopUp(kind: PullKind, now: Date): Promise<number> {
  if (env.STAGING) return 0;
  const connections = await db.connection.findMany({
    where: {
      ...pulledConnections(kind),
      // One that still waits from the night before looks back as far.
      polls: { none: { kind, trigger: "mop_up", state: { in: ["waiting", "running"] } } },
    },
    orderBy: { id: "asc" },
    select: {
      ...{ id: true, method: true, settings: true, secrets: true },
      polls: {
        where: { kind, trigger: "mop_up", state: "done" },
        orderBy: { startedAt: "desc" },
        take: 1,
        select: { windowEnd: true },
      },
    },
  });
  const rows = connections.flatMap((connection) => {
    const settings = settingsOf(connection);
    if (!settings || settings.mopUpHours === 0 || settings.askWithoutDates) return [];
    if (kind === "updates" && settings.updatesFrom === "requests") return [];
    const window = nightlyWindow(settings.mopUpHours, now, connection.polls[0]?.windowEnd ?? null);
    return piecesOf(window, settings.longestWindowHours).map(({ start, end }) => ({
      ...{ connectionId: connection.id, kind, trigger: "mop_up" as const, state: "waiting" as const },
      ...{ windowStart: start, windowEnd: end },
    }));
  });
  const ids = [...new Set(rows.map(({ connectionId }) => connectionId))];
  await db.$transaction(async (tx) => {
    await tx.poll.createMany({ data: rows });
    await nudgePulls(tx, kind, ids);
  });
  return ids.length;
}

/** Settings that cannot be read are the turn's to complain about. */
function settingsOf(connection: Parameters<typeof readSettings>[0]) {
  try {
    return readSettings({ ...connection, method: "open311" });
  } catch {
    return null;
  }
}
