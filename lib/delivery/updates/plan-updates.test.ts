import "@/lib/testing/database";
import { expect, test } from "vitest";
import { job } from "@/lib/actor";
import { db } from "@/lib/db";
import { planUpdates } from "@/lib/delivery/updates/plan-updates";
import { changeCategory } from "@/lib/reports/change-category";
import { makeArea, makeConnection, makeContact, makeDelivery, makeUpdate } from "@/lib/testing/factories";

const plan = (...ids: number[]) => db.$transaction((tx) => planUpdates(tx, ids));
const planned = (deliveryId: number) =>
  db.updateDelivery.findMany({ where: { deliveryId }, orderBy: { updateId: "asc" } });
const jobs = () =>
  db.$queryRaw`select 1 from graphile_worker.jobs where task_identifier = 'send-updates'` as Promise<
    unknown[]
  >;

async function sentDelivery() {
  const connection = await makeConnection({ method: "open311", sendUpdates: true });
  const { bodyId } = connection;
  const sent = { state: "sent", firstSentAt: new Date(), externalId: `S-${connection.id}` } as const;
  const delivery = await makeDelivery({
    ...{ bodyId, connectionId: connection.id, method: "open311" },
    ...sent,
  });
  return { connection, delivery };
}

test("an update is planned once for each body that takes it, by the connection its report went by, with a nudge", async () => {
  const { connection, delivery } = await sentDelivery();
  const { reportId } = delivery;
  const other = await makeConnection({ bodyId: connection.bodyId, asDefault: true, method: "webhook" });
  const silent = await makeDelivery({ reportId, state: "sent", firstSentAt: new Date() });
  const saidAt = new Date("2026-09-01T10:00:00Z");
  const update = await makeUpdate({ reportId, confirmedAt: saidAt });
  await plan(update.id);
  await plan(update.id);
  const rows = await planned(delivery.id);
  expect(rows).toMatchObject([{ updateId: update.id, connectionId: connection.id, saidAt, state: "due" }]);
  expect(rows[0]?.connectionId).not.toBe(other.id);
  expect(await planned(silent.id)).toEqual([]);
  expect(await jobs()).not.toEqual([]);
});

test("AC-111: of several only the earliest is due, those of the same moment together; a later plan knows of earlier ones", async () => {
  const { delivery } = await sentDelivery();
  const { reportId } = delivery;
  const at = (minute: number) => new Date(`2026-09-01T10:0${minute}:00Z`);
  const one = await makeUpdate({ reportId, confirmedAt: at(0) });
  const same = await makeUpdate({ reportId, confirmedAt: at(0) });
  const two = await makeUpdate({ reportId, confirmedAt: at(1) });
  await plan(one.id, same.id, two.id);
  const three = await makeUpdate({ reportId, confirmedAt: at(2) });
  await plan(three.id);
  expect((await planned(delivery.id)).map(({ state }) => state)).toEqual(["due", "due", "held", "held"]);
});

test("an update that was hidden when it was planned, and is shown again, goes after all", async () => {
  const { delivery } = await sentDelivery();
  const update = await makeUpdate({ reportId: delivery.reportId, visibility: "hidden" });
  await plan(update.id);
  expect(await planned(delivery.id)).toMatchObject([{ state: "skipped" }]);
  await db.update.update({ where: { id: update.id }, data: { visibility: "public" } });
  await plan(update.id);
  expect(await planned(delivery.id)).toMatchObject([{ state: "due", lastError: null }]);
});

test("that staff put a report into another category is told to a back end only where its connection wants to know", async () => {
  const { connection, delivery } = await sentDelivery();
  const { reportId, bodyId } = delivery;
  const { categoryId } = await makeContact({ bodyId });
  const area = await makeArea();
  await db.bodyArea.create({ data: { bodyId, areaId: area.id } });
  await db.reportArea.create({ data: { reportId, areaId: area.id } });
  await db.body.update({ where: { id: bodyId }, data: { defaultConnectionId: connection.id } });
  const before = await db.report.findUniqueOrThrow({ where: { id: reportId }, select: { categoryId: true } });
  await changeCategory(job("test"), { reportId, categoryId });
  expect(await planned(delivery.id)).toEqual([]);
  await db.connection.update({
    where: { id: connection.id },
    data: { settings: { sendCategoryChanges: true } },
  });
  await changeCategory(job("test"), { reportId, categoryId: before.categoryId });
  expect(await planned(delivery.id)).toMatchObject([{ state: "due" }]);
});
