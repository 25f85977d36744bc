import "@/lib/testing/database";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { deliver } from "@/lib/delivery/deliver";
import { sweep } from "@/lib/delivery/sweep";
import { claimUpdates } from "@/lib/delivery/updates/claim-updates";
import { sendUpdates } from "@/lib/delivery/updates/send-updates";
import { takeUpdates } from "@/lib/sync/updates/take-updates";
import { type Council, startCouncil } from "@/lib/testing/council";
import { makeContact, makeUser } from "@/lib/testing/factories";
import { inMinutes } from "@/lib/testing/sending";
import { makeSentReport, readUpdate, sayUpdate } from "@/lib/testing/updates";

let council: Council;
beforeAll(async () => {
  council = await startCouncil();
});
afterAll(() => council.close());
beforeEach(async () => {
  // Nothing of the test before is due any more.
  await db.updateDelivery.deleteMany();
  await council.reset();
});

const worker = "updates";
const send = (minutes = 0) => sendUpdates({ worker, now: inMinutes(minutes) });
const told = () => council.updatesReceived.map(({ updateId }) => Number(updateId));
const field = (name: string) => council.updatesReceived.at(-1)?.fields[name];
const at = (minute: number) => new Date(Date.now() - (60 - minute) * 60_000);

test("AC-105: a citizen's update reaches the back end with all that is known of it, and its id is kept", async () => {
  const { report } = await makeSentReport(council);
  const author = await makeUser({ email: "bo@mail.example", phone: "0123" });
  const saidAt = new Date("2026-09-01T10:00:00.900Z");
  const said = { text: "Still there", name: "Bo Lind", userId: author.id, confirmedAt: saidAt };
  const update = await sayUpdate(report.id, { ...said, newState: "confirmed" });
  expect(await send()).toMatchObject({ sent: 1, failed: 0 });
  expect(council.updatesReceived).toMatchObject([
    {
      updateId: String(update.id),
      status: "OPEN",
      description: "Still there",
      reference: council.cases[0]?.reference,
    },
  ]);
  expect(field("updated_datetime")).toEqual(["2026-09-01T10:00:00Z"]);
  expect([field("first_name"), field("last_name"), field("email"), field("phone")]).toEqual([
    ...[["Bo"], ["Lind"], ["bo@mail.example"], ["0123"]],
  ]);
  const row = await readUpdate(update.id);
  expect(row).toMatchObject({
    state: "sent",
    externalId: council.updatesReceived[0]?.answeredId,
    attempts: 1,
  });
  expect(row).toMatchObject({ inFlight: false, leasedBy: null, lastError: null });
  expect(row.history).toMatchObject([{ number: 1, round: 1, outcome: "sent", exchanges: [{ status: 200 }] }]);
  expect(JSON.stringify(row.history)).not.toMatch(/Lind|bo@mail|bo%40mail|alderwick-demo-key/);
  expect(await send()).toMatchObject({ sent: 0 });
});

test("AC-106: what comes back from there under the id that it was given is known, and not taken in again", async () => {
  const { report, connection, body } = await makeSentReport(council);
  const { id: updatesUserId } = await makeUser();
  await db.body.update({ where: { id: body.id }, data: { updatesUserId } });
  await sayUpdate(report.id);
  await send();
  const [{ answeredId: updateId = "", reference = "" } = {}] = council.updatesReceived;
  const item = { updateId, serviceRequestId: reference, updatedDatetime: new Date() };
  const told = { ...item, description: "Passed on", status: "open", mediaUrls: [], extras: {} };
  expect(await takeUpdates(connection, [told], { now: new Date() })).toMatchObject([{ kind: "known" }]);
  expect(await db.update.count({ where: { reportId: report.id } })).toBe(1);
});

test("AC-107: an update says its own state, also when the report is in another by now; extended as the connection wants it", async () => {
  const { report } = await makeSentReport(council, {
    settings: { extendedStatuses: true, markReopen: true },
  });
  await sayUpdate(report.id, { newState: "fixed_user", confirmedAt: at(1) });
  await sayUpdate(report.id, { newState: "confirmed", origin: "reporter", confirmedAt: at(2) });
  await sayUpdate(report.id, { newState: "confirmed", confirmedAt: at(3) });
  await sayUpdate(report.id, { newState: "not_responsible", origin: "staff", confirmedAt: at(4) });
  await sayUpdate(report.id, { confirmedAt: at(5) });
  expect(await send()).toMatchObject({ sent: 5 });
  expect(council.updatesReceived.map(({ status }) => status)).toEqual([
    "FIXED",
    "REOPEN",
    "OPEN",
    "NOT_COUNCILS_RESPONSIBILITY",
    "OPEN",
  ]);
});

test("AC-110: said before the report is sent, it waits for it and goes right after it", async () => {
  const { town, connection } = await makeSentReport(council);
  const { report, deliveries } = await town.report();
  const early = await sayUpdate(report.id);
  expect(await send()).toMatchObject({ sent: 0 });
  expect(await readUpdate(early.id)).toMatchObject({ state: "held", connectionId: connection.id });
  await deliver(deliveries[0]?.id ?? 0, { worker });
  expect(await readUpdate(early.id)).toMatchObject({ state: "due" });
  expect(await send()).toMatchObject({ sent: 1 });

  const other = await town.report();
  const late = await sayUpdate(other.report.id);
  await db.report.update({ where: { id: other.report.id }, data: { state: "fixed_council" } });
  await sweep(new Date());
  expect(await readUpdate(late.id)).toMatchObject({
    state: "skipped",
    lastError: expect.stringContaining("never got"),
  });
});

test("AC-111: they arrive in the order in which they were said; one that fails keeps only its own report's waiting", async () => {
  const one = await makeSentReport(council);
  const { report: other } = await one.town.report();
  await deliver((await db.delivery.findFirstOrThrow({ where: { reportId: other.id } })).id, { worker });
  const third = await sayUpdate(one.report.id, { confirmedAt: at(2) });
  const first = await sayUpdate(one.report.id, { confirmedAt: at(0) });
  const second = await sayUpdate(one.report.id, { confirmedAt: at(1) });
  council.fault({ on: "post-update", kind: "refuse", status: 503, times: 1 });
  expect(await send()).toMatchObject({ failed: 1, sent: 0 });
  const elsewhere = await sayUpdate(other.id, { confirmedAt: at(3) });
  expect(await send()).toMatchObject({ failed: 0, sent: 1 });
  expect(told()).toEqual([elsewhere.id]);
  expect(await send(34)).toMatchObject({ sent: 3 });
  expect(told()).toEqual([elsewhere.id, first.id, second.id, third.id]);
});

test("AC-112: what failed is tried again after half an hour, not before, and its count stays when it arrives", async () => {
  const { report } = await makeSentReport(council);
  const update = await sayUpdate(report.id);
  council.fault({ on: "post-update", kind: "refuse", status: 500, times: 1 });
  expect(await send()).toMatchObject({ failed: 1 });
  expect(await readUpdate(update.id)).toMatchObject({
    state: "due",
    attempts: 1,
    lastError: expect.stringContaining("500"),
  });
  expect(await send(29)).toMatchObject({ sent: 0, failed: 0 });
  expect(await send(34)).toMatchObject({ sent: 1 });
  const row = await readUpdate(update.id);
  expect(row).toMatchObject({ state: "sent", attempts: 2, lastError: null });
  expect(row.history).toMatchObject([{ outcome: "failed" }, { outcome: "sent" }]);
});

test("AC-115: it goes by the connection that the report went by, whatever the category's is today", async () => {
  const { report, body, town, connection } = await makeSentReport(council);
  const elsewhere = await startCouncil({ idPrefix: "T-" });
  try {
    const trees = await town.open311Body(elsewhere, {}, {});
    await db.connection.update({
      where: { id: trees.connection.id },
      data: { bodyId: body.id, sendUpdates: true },
    });
    await db.body.update({ where: { id: body.id }, data: { defaultConnectionId: trees.connection.id } });
    const update = await sayUpdate(report.id);
    expect(await send()).toMatchObject({ sent: 1 });
    expect(await readUpdate(update.id)).toMatchObject({ connectionId: connection.id });
    expect([told(), elsewhere.updatesReceived.length]).toEqual([[update.id], 0]);
  } finally {
    await elsewhere.close();
  }
});

test("TRAP-22: a pause, a hold and updates turned off keep them waiting, and lose none", async () => {
  const { report, connection } = await makeSentReport(council);
  const change = (data: object) => db.connection.update({ where: { id: connection.id }, data });
  const update = await sayUpdate(report.id);
  for (const [off, on] of [
    [{ pausedAt: new Date() }, { pausedAt: null }],
    [{ method: "hold" }, { method: "open311" }],
    [{ sendUpdates: false }, { sendUpdates: true }],
  ]) {
    await change(off ?? {});
    expect(await send()).toMatchObject({ sent: 0, skipped: 0, closed: 0 });
    expect(await readUpdate(update.id)).toMatchObject({ state: "due", attempts: 0 });
    await change(on ?? {});
  }
  expect(await send()).toMatchObject({ sent: 1 });
});

test("an answer that was lost leaves it unclear, unless the connection has it sent again", async () => {
  const { report, connection } = await makeSentReport(council);
  const one = await sayUpdate(report.id, { confirmedAt: at(0) });
  const next = await sayUpdate(report.id, { confirmedAt: at(1) });
  council.fault({ on: "post-update", kind: "cut-off", times: 1 });
  expect(await send()).toMatchObject({ unclear: 1, sent: 0 });
  expect(await readUpdate(one.id)).toMatchObject({ state: "unclear" });
  expect(await send(120)).toMatchObject({ sent: 0 });
  expect([told(), (await readUpdate(next.id)).state]).toEqual([[one.id], "held"]);

  const { settings } = connection;
  await db.connection.update({
    where: { id: connection.id },
    data: { settings: { ...(settings as object), onUnclear: "resend" } },
  });
  await db.updateDelivery.updateMany({ where: { updateId: one.id }, data: { state: "due" } });
  council.fault({ on: "post-update", kind: "cut-off", times: 1 });
  expect(await send(120)).toMatchObject({ failed: 1 });
  expect(await send(240)).toMatchObject({ sent: 2 });
});

test("a token is asked about, and never posted again", async () => {
  const { report } = await makeSentReport(council, { settings: { tokenTries: 1 } });
  const update = await sayUpdate(report.id);
  const answered = (body: string) => ({
    ...({ kind: "refuse", status: 200, contentType: "text/xml", times: 1 } as const),
    body,
  });
  const token =
    "<service_request_updates><request_update><token>T-1</token></request_update></service_request_updates>";
  council.fault({ on: "post-update", ...answered(token) });
  expect(await send()).toMatchObject({ failed: 1 });
  expect(await readUpdate(update.id)).toMatchObject({ state: "due", token: "T-1" });
  const id =
    "<service_requests><request><token>T-1</token><service_request_id>U-4</service_request_id></request></service_requests>";
  council.fault({ on: "token", ...answered(id) });
  expect(await send(40)).toMatchObject({ sent: 1 });
  expect(await readUpdate(update.id)).toMatchObject({ state: "sent", externalId: "U-4", token: null });
  expect(council.calls.filter(({ method }) => method === "POST")).toHaveLength(2);
});

test("a dead worker's claim is freed: not yet left it goes again, perhaps left it is unclear; an update hidden meanwhile does not go", async () => {
  const { report } = await makeSentReport(council);
  const update = await sayUpdate(report.id, { confirmedAt: at(0) });
  const hidden = await sayUpdate(report.id, { confirmedAt: at(1) });
  const { claims } = await claimUpdates("dead", new Date());
  expect(claims.map(({ row }) => row.updateId)).toEqual([update.id]);
  expect(await sweep(inMinutes(60))).toMatchObject({ freedUpdates: 1, unclearUpdates: 0 });
  expect(await readUpdate(update.id)).toMatchObject({ state: "due", history: [{ outcome: "failed" }] });
  await db.update.update({ where: { id: hidden.id }, data: { visibility: "hidden" } });
  expect(await send(61)).toMatchObject({ sent: 1, closed: 1 });
  await db.updateDelivery.updateMany({
    where: { updateId: update.id },
    data: { state: "sending", inFlight: true, leasedUntil: at(0), leasedBy: "dead" },
  });
  expect(await sweep(new Date())).toMatchObject({ freedUpdates: 1, unclearUpdates: 1 });
});

test("AC-114: a rule has one skipped for good and another wait, counted each half hour; neither leaves", async () => {
  const updateRules = [
    { when: { authors: ["staff"] }, do: "skip", reason: "Only citizens" },
    { when: { customerReference: "missing" }, do: "wait", reason: "No number yet" },
  ];
  const { report, deliveryId } = await makeSentReport(council, { settings: { updateRules } });
  const staff = await sayUpdate(report.id, { origin: "staff", confirmedAt: at(0) });
  const waits = await sayUpdate(report.id, { confirmedAt: at(1) });
  expect(await send()).toMatchObject({ skipped: 1, failed: 1 });
  expect(await readUpdate(staff.id)).toMatchObject({ state: "skipped", lastError: "Only citizens" });
  expect(await send(34)).toMatchObject({ failed: 1 });
  expect(await readUpdate(waits.id)).toMatchObject({
    ...{ state: "due", attempts: 2, lastError: "No number yet" },
    history: [{ outcome: "waited" }, { outcome: "waited" }],
  });
  expect(told()).toEqual([]);
  await db.delivery.update({ where: { id: deliveryId }, data: { customerReference: "C-9" } });
  expect(await send(68)).toMatchObject({ sent: 1 });
});

test("one report's updates can be sent by hand, one after the other, before their time", async () => {
  const { report, contact, town, body } = await makeSentReport(council, {
    settings: { serviceCodeInUpdates: true },
  });
  await sayUpdate(report.id, { confirmedAt: at(0) });
  await sayUpdate(report.id, { confirmedAt: at(1) });
  await db.updateDelivery.updateMany({ data: { dueAt: inMinutes(90) } });
  const { categoryId } = await makeContact({ bodyId: body.id, destination: "POT-1" });
  await db.report.update({ where: { id: report.id }, data: { categoryId } });
  expect(await send()).toMatchObject({ sent: 0 });
  expect(await sendUpdates({ worker, reportId: report.id })).toMatchObject({ sent: 2 });
  expect([field("service_code"), contact.destination, town.category.id]).toEqual([
    ["POT-1"],
    "TRE-2",
    contact.categoryId,
  ]);
});
