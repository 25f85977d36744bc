import { db, type Prisma } from "@/lib/db";
import { deliver } from "@/lib/delivery/deliver";
import { planUpdates } from "@/lib/delivery/updates/plan-updates";
import type { Council } from "@/lib/testing/council";
import { makeUpdate } from "@/lib/testing/factories";
import { makeTown } from "@/lib/testing/sending";

/** An update that is planned at once, as when somebody writes it. */
export async function sayUpdate(
  reportId: number,
  overrides: Partial<Prisma.UpdateUncheckedCreateInput> = {},
) {
  const update = await makeUpdate({ reportId, ...overrides });
  await db.$transaction((tx) => planUpdates(tx, [update.id]));
  return update;
}

/** A body reached by Open311 at this council that is told of updates, and a report that it has. */
export async function makeSentReport(
  council: Council,
  {
    settings = {},
    report = {},
  }: { settings?: object; report?: Partial<Prisma.ReportUncheckedCreateInput> } = {},
) {
  const town = await makeTown();
  const { body, connection, contact } = await town.open311Body(council, settings);
  await db.connection.update({ where: { id: connection.id }, data: { sendUpdates: true } });
  const made = await town.report(report);
  const [delivery] = made.deliveries;
  if (!delivery) throw new Error("The report goes nowhere.");
  const outcome = await deliver(delivery.id, { worker: "reports" });
  if (outcome !== "sent") throw new Error(`The report was ${outcome}.`);
  return { town, body, connection, contact, report: made.report, deliveryId: delivery.id };
}

/** What stands of an update on its way to the one body that gets it. */
export const readUpdate = (updateId: number) =>
  db.updateDelivery.findFirstOrThrow({ where: { updateId }, orderBy: { id: "asc" } });
