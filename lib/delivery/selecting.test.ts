// @alone: lanes remember how fast back ends were, and claim ahead by that.
import "@/lib/testing/database";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { packSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { claimDeliveries } from "@/lib/delivery/claim";
import { deliver } from "@/lib/delivery/deliver";
import { markInFlight } from "@/lib/delivery/lease";
import { reportLine } from "@/lib/delivery/report-line";
import { sendReports } from "@/lib/delivery/send-reports";
import { Sender } from "@/lib/delivery/sender";
import { sweep } from "@/lib/delivery/sweep";
import { provideEnv } from "@/lib/env";
import { type Council, startCouncil } from "@/lib/testing/council";
import { makeConnection, makeContact } from "@/lib/testing/factories";
import { inMinutes, makeTown, readDelivery } from "@/lib/testing/sending";

let council: Council;
beforeAll(async () => {
  council = await startCouncil();
});
afterAll(() => council.close());
beforeEach(async () => {
  await db.$executeRaw`truncate "Report" cascade`;
  await council.reset();
});

const worker = "test";

async function one(settings: object = {}, overrides: object = {}) {
  const town = await makeTown();
  const made = await town.open311Body(council, settings);
  const { report, deliveries } = await town.report(overrides);
  const [delivery] = deliveries;
  if (!delivery) throw new Error("Nothing is planned.");
  return { ...made, town, report, delivery };
}

test("AC-001: a report that nobody confirmed is never sent", async () => {
  const { delivery } = await one({}, { visibility: "unconfirmed" });
  expect(await sendReports({ worker })).toMatchObject({ sent: 0, failed: 0 });
  expect(await readDelivery(delivery.id)).toMatchObject({ attempts: 0, firstSentAt: null });
  expect(council.calls).toEqual([]);
});

test.each([
  { attempts: 1, waited: 4, tried: false },
  { attempts: 1, waited: 6, tried: true },
  { attempts: 2, waited: 10, tried: false },
  { attempts: 2, waited: 32, tried: true },
  { attempts: 40, waited: 32, tried: true },
])(
  "AC-006, AC-007: after $attempts attempts, $waited minutes ago: tried = $tried",
  async ({ attempts, waited, tried }) => {
    const { delivery } = await one();
    await db.delivery.update({ where: { id: delivery.id }, data: { attempts: attempts - 1 } });
    council.fault({ on: "post-request", kind: "refuse", status: 503, times: 1 });
    await deliver(delivery.id, { worker });
    const { sent, failed } = await sendReports({ worker, now: inMinutes(waited) });
    expect(sent + failed).toBe(tried ? 1 : 0);
    expect((await readDelivery(delivery.id)).attempts).toBe(attempts + (tried ? 1 : 0));
  },
);

test("AC-010: where one contact is on hold its reports wait, those of another go by the body's way", async () => {
  const town = await makeTown();
  const { body, contact } = await town.open311Body(council, {}, { canBeDevolved: true });
  const hold = await makeConnection({ bodyId: body.id, method: "hold" });
  await db.contact.update({ where: { id: contact.id }, data: { connectionId: hold.id } });
  const benches = await makeContact({ bodyId: body.id, destination: "TRE-2" });
  const waits = await town.report();
  const goes = await town.report({ categoryId: benches.categoryId });
  expect(await sendReports({ worker })).toMatchObject({ sent: 1 });
  expect(await readDelivery(waits.deliveries[0]?.id ?? 0)).toMatchObject({ state: "held", attempts: 0 });
  expect(await readDelivery(goes.deliveries[0]?.id ?? 0)).toMatchObject({ state: "sent" });
});

test("AC-019: a devolved contact posts to its own end point with its own key", async () => {
  const trees = await startCouncil({ apiKey: "t-1" });
  onTestFinished(() => trees.close());
  const town = await makeTown();
  const { body, contact } = await town.emailBody({ canBeDevolved: true });
  const settings = packSettings("open311", { endpoint: trees.url, apiKey: "t-1" });
  const own = await makeConnection({ bodyId: body.id, method: "open311", ...settings });
  await db.contact.update({
    where: { id: contact.id },
    data: { connectionId: own.id, destination: "TRE-2" },
  });
  const { deliveries } = await town.report();
  expect(await deliver(deliveries[0]?.id ?? 0, { worker })).toBe("sent");
  expect(trees.received[0]?.fields.api_key).toEqual(["t-1"]);
  expect(await readDelivery(deliveries[0]?.id ?? 0)).toMatchObject({
    connectionId: own.id,
    history: [{ connectionId: own.id }],
  });
});

test("AC-011: ten that always fail and a good one: the good one is sent in the first pass", async () => {
  const bad = await one();
  await db.contact.update({ where: { id: bad.contact.id }, data: { destination: "NO-SUCH-SERVICE" } });
  for (let n = 1; n < 10; n++) await bad.town.report();
  const good = await one();
  expect(await sendReports({ worker })).toMatchObject({ failed: 10, sent: 1 });
  expect(await readDelivery(good.delivery.id)).toMatchObject({ state: "sent" });
});

test("AC-011: a backlog larger than what is claimed at once keeps no fresh report waiting behind it", async () => {
  const town = await makeTown();
  const { connection } = await town.open311Body(council);
  await db.connection.update({ where: { id: connection.id }, data: { concurrency: 1 } });
  for (let n = 0; n < 20; n++) {
    const { deliveries } = await town.report();
    await db.delivery.update({ where: { id: deliveries[0]?.id ?? 0 }, data: { dueAt: inMinutes(-60) } });
  }
  const fresh = (await town.report()).deliveries[0]?.id ?? 0;
  const order: number[] = [];
  const sender = new Sender(reportLine, { worker, onDelivered: (id) => order.push(id) });
  sender.wake();
  await sender.idle();
  expect(order).toHaveLength(21);
  expect(order.indexOf(fresh)).toBeLessThan(10);
});

test("AC-012: what breaks while a report is prepared is its own failure with a reason; others go on", async () => {
  const broken = await one({}, { answers: "not a list" });
  const fine = await one();
  expect(await sendReports({ worker })).toMatchObject({ failed: 1, sent: 1 });
  const row = await readDelivery(broken.delivery.id);
  expect(row).toMatchObject({ state: "due", attempts: 1, leasedBy: null });
  expect(row.lastError).toContain("Something went wrong on our side");
  expect(await readDelivery(fine.delivery.id)).toMatchObject({ state: "sent" });
});

test("a slow back end keeps only its own lane busy", async () => {
  const slow = await startCouncil({ idPrefix: "S-" });
  onTestFinished(() => slow.close());
  slow.fault({ on: "post-request", kind: "stall" });
  const town = await makeTown();
  await town.open311Body(slow, { timeoutMs: 60_000 });
  for (let n = 0; n < 20; n++) await town.report();
  const sender = new Sender(reportLine, { worker });
  sender.wake();
  await slow.until(({ calls }) => calls.length >= 8);
  const quick = await one();
  sender.wake();
  await council.until(({ received }) => received.length === 1);
  expect(slow.calls).toHaveLength(8);
  expect(quick.delivery.state).toBe("due");
  slow.clearFaults();
  await sender.idle();
  expect(slow.received).toHaveLength(20);
  expect(slow.duplicates()).toEqual([]);
});

test("what was claimed before its connection was paused is given back instead of sent", async () => {
  const { connection, delivery } = await one();
  const { claims } = await claimDeliveries(worker, new Date());
  const [claim] = claims;
  if (!claim) throw new Error("not claimed");
  await db.connection.update({ where: { id: connection.id }, data: { pausedAt: new Date() } });
  expect(await markInFlight({ claim, worker, startedAt: new Date() })).toBe(false);
  expect(await readDelivery(delivery.id)).toMatchObject({ state: "sending", inFlight: false });
});

test("a person can send one through a pause; the others keep waiting, and resuming releases them", async () => {
  const { connection, delivery, town } = await one();
  const other = (await town.report()).deliveries[0]?.id ?? 0;
  await db.connection.update({ where: { id: connection.id }, data: { pausedAt: new Date() } });
  expect(await sendReports({ worker })).toMatchObject({ sent: 0, held: 2 });
  expect(await deliver(delivery.id, { worker, evenIfPaused: true })).toBe("sent");
  expect(await sweep(new Date())).toMatchObject({ released: 0 });
  expect(await readDelivery(other)).toMatchObject({ state: "held", attempts: 0 });
  await db.connection.update({ where: { id: connection.id }, data: { pausedAt: null } });
  expect(await sweep(new Date())).toMatchObject({ released: 1 });
  expect(await sendReports({ worker })).toMatchObject({ sent: 1 });
});

test("what waits for a connection that is no longer the body's way goes the new way", async () => {
  const { body, connection, delivery } = await one();
  await db.connection.update({ where: { id: connection.id }, data: { method: "hold" } });
  expect(await sendReports({ worker })).toMatchObject({ held: 1 });
  const settings = packSettings("open311", { endpoint: council.url, apiKey: council.apiKey });
  await makeConnection({ bodyId: body.id, asDefault: true, method: "open311", ...settings });
  expect(await sendReports({ worker })).toMatchObject({ sent: 1 });
  expect(await readDelivery(delivery.id)).toMatchObject({ state: "sent" });
});

test("what is unclear clears itself up where the back end can be asked: nothing is posted again", async () => {
  const { delivery } = await one({ lookUp: "requests" });
  council.fault({ on: "post-request", kind: "cut-off", times: 1 });
  expect(await deliver(delivery.id, { worker })).toBe("unclear");
  expect(await sendReports({ worker, now: inMinutes(4) })).toMatchObject({ sent: 0 });
  expect(await sweep(inMinutes(6))).toMatchObject({ nudged: 1 });
  expect(await sendReports({ worker, now: inMinutes(6) })).toMatchObject({ sent: 1 });
  expect(await readDelivery(delivery.id)).toMatchObject({
    state: "sent",
    externalId: council.cases[0]?.reference,
    history: [{ outcome: "unclear" }, { outcome: "sent" }],
  });
  expect(council.received).toHaveLength(1);
});

test("what is unclear stays so while the back end cannot be asked, also when the worker dies while asking", async () => {
  const { delivery } = await one({ lookUp: "requests" });
  council.fault({ on: "post-request", kind: "cut-off", taken: false, times: 1 });
  council.fault({ on: "requests", kind: "refuse", status: 500, times: 1 });
  await deliver(delivery.id, { worker });
  expect(await sendReports({ worker, now: inMinutes(6) })).toMatchObject({ unclear: 1 });
  expect((await readDelivery(delivery.id)).lastError).toContain("could not be asked");
  await claimDeliveries("dead", inMinutes(60));
  expect(await readDelivery(delivery.id)).toMatchObject({ state: "sending", leasedBy: "dead" });
  expect(await sweep(inMinutes(90))).toMatchObject({ freed: 1, unclear: 1 });
  expect(council.received).toHaveLength(0);
  // The council says at last that it has nothing: now it may be sent.
  expect(await sendReports({ worker, now: inMinutes(180) })).toMatchObject({ sent: 1 });
  expect(council.received).toHaveLength(1);
});

test("AC-035: on a test system nothing leaves for a real body, not even a question about a doubt or a token", async () => {
  const { delivery } = await one({ lookUp: "requests" });
  council.fault({ on: "post-request", kind: "cut-off", times: 1 });
  await deliver(delivery.id, { worker });
  const token = await one();
  await db.delivery.update({ where: { id: token.delivery.id }, data: { token: "tk-8" } });
  const before = council.calls.length;
  provideEnv({ STAGING: "1" });
  onTestFinished(() => provideEnv({ STAGING: "0" }));
  await sendReports({ worker, now: inMinutes(60) });
  expect(council.calls).toHaveLength(before);
  expect(await readDelivery(delivery.id)).toMatchObject({ state: "unclear", attempts: 1 });
});
