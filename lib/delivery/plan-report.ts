import type { Tx } from "@/lib/db";
import { nudge } from "@/lib/delivery/nudge";
import { type Planned, planDeliveries } from "@/lib/delivery/plan";
import { noteThatPosterHasIt } from "@/lib/delivery/posted-by-body";

/** Who gets a report by its place and category as they are now: never the body whose own system has posted it. Changes nothing. */
export async function plannedFor(tx: Tx, reportId: number): Promise<Planned[]> {
  const report = await tx.report.findUniqueOrThrow({
    where: { id: reportId },
    select: {
      categoryId: true,
      areas: { select: { areaId: true } },
      client: { select: { bodyId: true } },
    },
  });
  const way = { select: { id: true, method: true } } as const;
  const bodies = await tx.body.findMany({
    where: {
      deletedAt: null,
      areas: { some: { areaId: { in: report.areas.map(({ areaId }) => areaId) } } },
      ...(report.client?.bodyId && { id: { not: report.client.bodyId } }),
    },
    orderBy: { name: "asc" },
    select: {
      id: true,
      canBeDevolved: true,
      defaultConnection: way,
      contacts: {
        where: { categoryId: report.categoryId, state: { in: ["unconfirmed", "confirmed", "staff"] } },
        select: { id: true, destination: true, connection: way },
      },
    },
  });
  return planDeliveries(bodies.map((body) => ({ body, contact: body.contacts[0] ?? null })));
}

/**
 * Plans who gets a report that has just been confirmed: one delivery per body that covers its place and takes
 * its category, and a nudge for those that can go now. Doing it again adds nothing.
 */
export async function planReport(tx: Tx, reportId: number): Promise<void> {
  await noteThatPosterHasIt(tx, reportId);
  await addDeliveries(tx, reportId, await plannedFor(tx, reportId));
}

/** Adds a delivery per body that has none yet. */
export async function addDeliveries(tx: Tx, reportId: number, planned: readonly Planned[]): Promise<void> {
  const deliveries = await tx.delivery.createManyAndReturn({
    data: planned.map((delivery) => ({ reportId, ...delivery })),
    skipDuplicates: true,
    select: { id: true, reportId: true, state: true },
  });
  await nudge(
    tx,
    deliveries.filter(({ state }) => state === "due"),
  );
}
