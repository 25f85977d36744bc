import type { Tx } from "@/lib/db";
import { planDeliveries } from "@/lib/delivery/plan";
import { enqueue } from "@/lib/queue";

/**
 * Plans who gets a report that has just been confirmed: one delivery per body that covers its place and takes
 * its category, and a job for each that can go now. Doing it again adds nothing.
 */
export async function planReport(tx: Tx, reportId: number): Promise<void> {
  const report = await tx.report.findUniqueOrThrow({
    where: { id: reportId },
    select: { categoryId: true, areas: { select: { areaId: true } } },
  });
  const way = { select: { id: true, method: true } } as const;
  const bodies = await tx.body.findMany({
    where: { deletedAt: null, areas: { some: { areaId: { in: report.areas.map(({ areaId }) => areaId) } } } },
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
  const planned = planDeliveries(bodies.map((body) => ({ body, contact: body.contacts[0] ?? null })));
  const deliveries = await tx.delivery.createManyAndReturn({
    data: planned.map((delivery) => ({ reportId, ...delivery })),
    skipDuplicates: true,
    select: { id: true, state: true },
  });
  for (const { id, state } of deliveries)
    if (state === "due") await enqueue(tx, "deliver", { deliveryId: id });
}
