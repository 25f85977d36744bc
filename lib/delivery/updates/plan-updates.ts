import type { Prisma, Tx } from "@/lib/db";
import { decideUpdate, type SkipReason } from "@/lib/delivery/updates/decide";
import { categoryChangeOf } from "@/lib/delivery/updates/extra";
import { nudgeUpdates } from "@/lib/delivery/updates/nudge";
import { holdBehind } from "@/lib/delivery/updates/release";
import { translator } from "@/lib/messages";
import type { DeliveryState } from "@/prisma/generated/enums";

const plannedUpdate = {
  id: true,
  origin: true,
  visibility: true,
  extra: true,
  createdAt: true,
  confirmedAt: true,
  client: { select: { bodyId: true } },
  report: {
    select: {
      visibility: true,
      state: true,
      deliveries: {
        orderBy: { id: "asc" },
        select: {
          id: true,
          bodyId: true,
          state: true,
          method: true,
          firstSentAt: true,
          externalId: true,
          customerReference: true,
          connectionId: true,
          connection: { select: { method: true, sendUpdates: true, settings: true } },
          body: { select: { forwardUpdates: true } },
        },
      },
    },
  },
} as const satisfies Prisma.UpdateSelect;

/**
 * Plans to whom these updates are passed on: one row per body that has the report, or is to get it, and is told of updates; by the
 * connection that the report went by (TRAP-25). One that waits for an earlier update of the same report, or for the report itself, is
 * held. What is not passed on at all leaves no row. Doing it again adds nothing; what was skipped untried, as the update was hidden at
 * the time, is judged anew. The caller holds the reports' locks. A fixed number of statements, however many.
 */
export async function planUpdates(tx: Tx, updateIds: readonly number[]): Promise<void> {
  const updates = await tx.update.findMany({
    where: { id: { in: [...updateIds] } },
    orderBy: { id: "asc" },
    select: plannedUpdate,
  });
  const rows = updates.flatMap(({ report, client, ...update }) =>
    report.deliveries.flatMap((delivery): Row[] => {
      // Its own system has posted it.
      if (client?.bodyId === delivery.bodyId) return [];
      const categoryChange = categoryChangeOf(update.extra);
      const decision = decideUpdate({ update: { ...update, categoryChange }, report, delivery });
      if (decision.kind === "none") return [];
      const why = decision.kind === "skipped" ? { why: decision.reason } : {};
      const saidAt = update.confirmedAt ?? update.createdAt;
      return [
        {
          ...{ update: update.id, delivery: delivery.id, way: delivery.connectionId, saidAt },
          ...{ state: decision.kind, ...why },
        },
      ];
    }),
  );
  if (rows.length > 0) await write(tx, rows);
}

type Row = {
  update: number;
  delivery: number;
  way: number | null;
  saidAt: Date;
  state: Extract<DeliveryState, "due" | "held" | "skipped">;
  why?: SkipReason;
};

async function write(tx: Tx, rows: readonly Row[]): Promise<void> {
  const t = translator("deliveryReasons");
  const json = JSON.stringify(
    rows.map(({ why, ...row }) => ({ ...row, error: why ? t(`update.${why}`) : null })),
  );
  // Whoever settles an earlier update of the same delivery releases this one: not both may overlook the other.
  const deliveryIds = [...new Set(rows.map(({ delivery }) => delivery))];
  await tx.$queryRaw`
    select id from "Delivery" where id = any(${deliveryIds}::int[]) order by id for no key update`;
  const planned = await tx.$queryRaw<{ id: number; deliveryId: number; state: DeliveryState }[]>`
    insert into "UpdateDelivery" ("updateId", "deliveryId", "connectionId", "saidAt", state, "lastError")
    select update, delivery, way, "saidAt", state::"DeliveryState", error
    from jsonb_to_recordset(${json}::jsonb)
      as row(update int, delivery int, way int, "saidAt" timestamptz, state text, error text)
    order by update, delivery
    on conflict ("updateId", "deliveryId") do update
      set state = excluded.state, "dueAt" = now(), "lastError" = excluded."lastError", "connectionId" = excluded."connectionId"
      where "UpdateDelivery".state = 'skipped' and "UpdateDelivery".attempts = 0 and "UpdateDelivery".note = ''
    returning id, "deliveryId", state`;
  await holdBehind(tx, deliveryIds);
  await nudgeUpdates(
    tx,
    planned.filter(({ state }) => state === "due"),
  );
}
