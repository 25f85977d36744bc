import "@/lib/testing/database";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/actor";
import { db } from "@/lib/db";
import {
  markUpdateAsSent,
  sendUpdateAgain,
  sendUpdateNow,
  skipUpdate,
} from "@/lib/delivery/updates/act-on-update";
import { deliverUpdate } from "@/lib/delivery/updates/deliver-update";
import { getUpdateDelivery } from "@/lib/delivery/updates/get-update-delivery";
import { listUpdateDeliveries } from "@/lib/delivery/updates/list-update-deliveries";
import { sendUpdates } from "@/lib/delivery/updates/send-updates";
import { type Council, startCouncil } from "@/lib/testing/council";
import { makeUser } from "@/lib/testing/factories";
import { inMinutes } from "@/lib/testing/sending";
import { makeSentReport, readUpdate, sayUpdate } from "@/lib/testing/updates";

let council: Council;
let actor: Actor;
beforeAll(async () => {
  council = await startCouncil();
  const { id: userId } = await makeUser({ superuser: true });
  actor = { kind: "staff", userId, superuser: true, bodyId: null, permissions: [] };
});
afterAll(() => council.close());
beforeEach(async () => {
  await db.updateDelivery.deleteMany();
  await council.reset();
});

const worker = "updates";
const note = "We rang them";
const at = (minute: number) => new Date(Date.now() - (60 - minute) * 60_000);
const told = () => council.updatesReceived.map(({ updateId }) => Number(updateId));

/** A report with one update that keeps failing and one behind it. */
async function stuck() {
  const made = await makeSentReport(council);
  const first = await sayUpdate(made.report.id, { confirmedAt: at(0) });
  const second = await sayUpdate(made.report.id, { confirmedAt: at(1) });
  council.fault({ on: "post-update", kind: "refuse", status: 500 });
  await sendUpdates({ worker });
  council.clearFaults();
  const id = (await readUpdate(first.id)).id;
  return { ...made, first, second, id, behind: (await readUpdate(second.id)).id };
}

test("an update that keeps failing can be skipped with a note, and those behind it go on", async () => {
  const { id, second, report } = await stuck();
  await expect(skipUpdate(actor, { updateDeliveryId: id, note: "" })).rejects.toMatchObject({
    code: "invalid",
  });
  await skipUpdate(actor, { updateDeliveryId: id, note });
  expect(await sendUpdates({ worker })).toMatchObject({ sent: 1 });
  expect(told()).toEqual([second.id]);
  const [entry] = await db.auditEntry.findMany({
    where: { reportId: report.id, action: "update-delivery.skip" },
  });
  expect(entry).toMatchObject({ note, before: { state: "due" }, after: { state: "skipped" } });
});

test("one can be sent now, before its time and through a pause; one behind it cannot, nor twice", async () => {
  const { id, behind, connection, first } = await stuck();
  await db.connection.update({ where: { id: connection.id }, data: { pausedAt: new Date() } });
  await expect(sendUpdateNow(actor, { updateDeliveryId: behind })).rejects.toMatchObject({
    code: "conflict",
  });
  await sendUpdateNow(actor, { updateDeliveryId: id });
  const [job] = await db.$queryRaw<{ payload: unknown }[]>`
    select j.payload from graphile_worker._private_jobs j join graphile_worker.jobs v on v.id = j.id
    where v.task_identifier = 'send-updates' and v.key is null`;
  expect(job?.payload).toEqual({ updateDeliveryId: id, evenIfPaused: true });
  expect(await deliverUpdate(id, { worker, evenIfPaused: true })).toBe("sent");
  expect(await deliverUpdate(behind, { worker })).toBe("taken");
  expect(told()).toEqual([first.id]);
  await expect(sendUpdateNow(actor, { updateDeliveryId: id })).rejects.toMatchObject({ code: "conflict" });
});

test("what was sent can be sent again before what comes after it, and keeps its id until another is told", async () => {
  const { report } = await makeSentReport(council);
  const first = await sayUpdate(report.id, { confirmedAt: at(0) });
  await sendUpdates({ worker });
  const second = await sayUpdate(report.id, { confirmedAt: at(1) });
  const { id, externalId } = await readUpdate(first.id);
  await sendUpdateAgain(actor, { updateDeliveryId: id });
  expect(await readUpdate(first.id)).toMatchObject({ state: "due", externalId, sentAt: null });
  expect(await readUpdate(second.id)).toMatchObject({ state: "held" });
  expect(await sendUpdates({ worker, now: inMinutes(1) })).toMatchObject({ sent: 2 });
  expect(told()).toEqual([first.id, first.id, second.id]);
  const { history, externalId: another } = await readUpdate(first.id);
  expect(history).toMatchObject([
    { round: 1 },
    { outcome: "again", round: 2 },
    { outcome: "sent", round: 2 },
  ]);
  expect(another).not.toBe(externalId);
});

test("one that is unclear can be marked as sent with the body's id, which lets the next go", async () => {
  const { report } = await makeSentReport(council);
  const first = await sayUpdate(report.id, { confirmedAt: at(0) });
  const second = await sayUpdate(report.id, { confirmedAt: at(1) });
  council.fault({ on: "post-update", kind: "cut-off", times: 1 });
  await sendUpdates({ worker });
  const { id } = await readUpdate(first.id);
  await markUpdateAsSent(actor, { updateDeliveryId: id, note, reference: "U-4" });
  expect(await readUpdate(first.id)).toMatchObject({ state: "sent", externalId: "U-4", note });
  expect(await sendUpdates({ worker })).toMatchObject({ sent: 1 });
  expect(told()).toEqual([first.id, second.id]);
});

test("the list shows what is under way, and what fails; what a rule has wait fails from its fifth time on", async () => {
  const { id, behind, connection, body, report } = await stuck();
  const ids = async (query: object) =>
    (await listUpdateDeliveries(actor, query)).items.map((item) => item.id);
  expect(await ids({})).toEqual([behind, id]);
  expect(await ids({ failing: "1" })).toEqual([id]);
  expect(await ids({ state: "sent" })).toEqual([]);
  expect(await ids({ connection: connection.id, body: body.id })).toEqual([behind, id]);
  expect(await ids({ report: report.id, state: "held" })).toEqual([behind]);
  await db.$executeRaw`update "UpdateDelivery" set history = '[{"outcome":"waited","round":1}]' where id = ${id}`;
  expect(await ids({ failing: "1" })).toEqual([]);
  await db.updateDelivery.update({ where: { id }, data: { attempts: 5 } });
  expect(await ids({ failing: "1" })).toEqual([id]);
});

test("one update is shown with its history, what it waits for and what can be done; not to those who may not see it", async () => {
  const { id, behind, body } = await stuck();
  expect(await getUpdateDelivery(actor, behind)).toMatchObject({ state: "held", waitsFor: id, history: [] });
  const whole = await getUpdateDelivery(actor, id);
  expect(whole).toMatchObject({ waitsFor: null, actions: ["send-now", "mark-as-sent", "skip"] });
  expect(whole.history[0]?.exchanges[0]?.requestBody).toContain("description");
  const clerk = { kind: "staff", userId: 1, superuser: false, bodyId: body.id } as const;
  const seen = await getUpdateDelivery({ ...clerk, permissions: ["delivery:view"] }, id);
  expect(seen).toMatchObject({
    actions: [],
    history: [{ exchanges: [{ requestBody: null, withheld: true }] }],
  });
  await expect(getUpdateDelivery({ ...clerk, permissions: [] }, id)).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(
    skipUpdate(
      { ...clerk, bodyId: body.id + 1, permissions: ["delivery:act"] },
      { updateDeliveryId: id, note },
    ),
  ).rejects.toMatchObject({ code: "forbidden" });
});
