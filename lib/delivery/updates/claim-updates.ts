import { db, type Tx } from "@/lib/db";
import type { Connection } from "@/lib/delivery/decide-claim";
import type { LaneKey } from "@/lib/delivery/lanes";
import { leaseEnd } from "@/lib/delivery/leases";
import type { NotClaimed } from "@/lib/delivery/line";
import type { Wanted } from "@/lib/delivery/pick";
import { type Decision, decideUpdate } from "@/lib/delivery/updates/decide";
import { categoryChangeOf } from "@/lib/delivery/updates/extra";
import { type LoadedUpdate, loadUpdates, type UpdateRow } from "@/lib/delivery/updates/load-updates";
import { type PickedUpdate, pickUpdates } from "@/lib/delivery/updates/pick-updates";
import { releaseNext } from "@/lib/delivery/updates/release";
import { takesUpdates } from "@/lib/delivery/updates/way";
import { translator } from "@/lib/messages";
import type { SendMethod } from "@/prisma/generated/enums";

/** An update that is this worker's to attempt, until its lease ends. */
export type UpdateClaim = LoadedUpdate & {
  connection: Connection | null;
  method: SendMethod;
  evenIfPaused: boolean;
};

export type ClaimedUpdates = {
  claims: UpdateClaim[];
  settled: Map<number, NotClaimed>;
  picked: PickedUpdate[];
};

type Options = { wanted?: Wanted; rooms?: ReadonlyMap<LaneKey, number>; latest?: boolean };

/**
 * Claims the updates that are due for `worker` by a lease, and judges each once more: it may have been hidden, or its report be on its
 * way once more. Committed before anything leaves. A fixed number of statements, however many are claimed.
 */
export async function claimUpdates(
  worker: string,
  now: Date,
  { wanted = {}, rooms = new Map(), latest = false }: Options = {},
): Promise<ClaimedUpdates> {
  return db.$transaction(async (tx) => {
    const picked = await pickUpdates(tx, now, wanted, rooms, latest);
    const settled = new Map<number, NotClaimed>();
    if (picked.length === 0) return { claims: [], settled, picked };
    const loaded = await loadUpdates(
      tx,
      picked.map(({ id }) => id),
    );
    const claims: UpdateClaim[] = [];
    const other: Settling[] = [];
    for (const each of loaded) {
      const { row } = each;
      const decision = judge(row);
      // Its report has gone another way since: it is claimed in that lane.
      const elsewhere = row.connectionId !== row.delivery.connectionId;
      if (decision.kind === "due" && !elsewhere) claims.push(claimOf(each, wanted.evenIfPaused === true));
      else other.push({ row, decision });
    }
    for (const { row, decision } of other) settled.set(row.id, settledAs[decision.kind]);
    if (other.length > 0) await settle(tx, other, now);
    if (claims.length > 0) await writeClaimed(tx, claims, worker);
    // In the order in which they were picked: that is whose turn it is.
    const turn = new Map(picked.map(({ id }, at) => [id, at]));
    claims.sort((a, b) => (turn.get(a.row.id) ?? 0) - (turn.get(b.row.id) ?? 0));
    return { claims, settled, picked };
  });
}

const settledAs = { skipped: "closed", held: "held", due: "taken", none: "taken" } as const;

/** What is to be done about a planned update as everything stands now. */
export function judge({ update, delivery }: Pick<UpdateRow, "update" | "delivery">): Decision {
  const categoryChange = categoryChangeOf(update.extra);
  return decideUpdate({ update: { ...update, categoryChange }, report: delivery.report, delivery });
}

function claimOf(loaded: LoadedUpdate, evenIfPaused: boolean): UpdateClaim {
  const { connection, attempts } = loaded.row;
  return {
    ...loaded,
    row: { ...loaded.row, attempts: attempts + 1 },
    connection,
    method: connection?.method ?? "email",
    evenIfPaused,
  };
}

type Settling = { row: UpdateRow; decision: Decision };

/** What does not go now: skipped for good, waiting, or moved to the lane of the way that its report really went. */
async function settle(tx: Tx, rows: readonly Settling[], now: Date): Promise<void> {
  const t = translator("deliveryReasons");
  const values = rows.map(({ row, decision }) => {
    const one = { id: row.id, way: row.delivery.connectionId, state: decision.kind, error: null, due: null };
    if (decision.kind === "skipped") return { ...one, error: t(`update.${decision.reason}`) };
    if (decision.kind !== "none") return one;
    // Turned off this very moment: it waits, as what is paused does.
    const waits = !takesUpdates(row.delivery);
    return waits
      ? { ...one, state: "due", due: new Date(now.getTime() + 30 * 60_000) }
      : { ...one, state: "skipped", error: t("update.noWay") };
  });
  await tx.$executeRaw`
    update "UpdateDelivery" u set state = one.state::"DeliveryState", "connectionId" = one.way,
      "lastError" = coalesce(one.error, u."lastError"), "dueAt" = coalesce(one.due, u."dueAt")
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb)
      as one(id int, way int, state text, error text, due timestamptz)
    where u.id = one.id`;
  const over = rows.filter((_, at) => values[at]?.state === "skipped");
  await releaseNext(
    tx,
    over.map(({ row }) => row.deliveryId),
    now,
  );
}

async function writeClaimed(tx: Tx, claims: readonly UpdateClaim[], worker: string): Promise<void> {
  const now = new Date();
  await tx.$executeRaw`
    update "UpdateDelivery" set state = 'sending', attempts = attempts + 1, "leasedBy" = ${worker},
      "leasedUntil" = ${leaseEnd(now)}, "inFlight" = false, "lastAttemptAt" = ${now}
    where id = any(${claims.map(({ row }) => row.id)}::int[])`;
}
