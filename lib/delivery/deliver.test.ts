import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import "@/lib/testing/database";
import { packSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { claimDeliveries } from "@/lib/delivery/claim";
import { deliver } from "@/lib/delivery/deliver";
import { markInFlight } from "@/lib/delivery/lease";
import { planReport } from "@/lib/delivery/plan-report";
import { recordOutcome } from "@/lib/delivery/record";
import { sweep } from "@/lib/delivery/sweep";
import { type Council, startCouncil } from "@/lib/testing/council";
import {
  makeArea,
  makeBody,
  makeCategory,
  makeConnection,
  makeContact,
  makeReport,
} from "@/lib/testing/factories";

let council: Council;
beforeAll(async () => {
  council = await startCouncil();
});
afterAll(() => council.close());
beforeEach(() => council.reset());

const worker = "test";

/** A council reached by Open311, with one category, and a confirmed report that is planned for it. */
async function planned(
  settings: Record<string, unknown> = {},
  extra: Partial<Parameters<typeof makeReport>[0]> = {},
) {
  const area = await makeArea();
  const body = await makeBody({ areas: [area] });
  const connection = await makeConnection({
    bodyId: body.id,
    asDefault: true,
    method: "open311",
    ...packSettings("open311", {
      endpoint: council.url,
      apiKey: council.apiKey,
      timeoutMs: 1_500,
      tokenIntervalMs: 1,
      ...settings,
    }),
  });
  const category = await makeCategory();
  const contact = await makeContact({ bodyId: body.id, categoryId: category.id, destination: "TRE-2" });
  const report = await makeReport({
    categoryId: category.id,
    areas: { create: { areaId: area.id } },
    ...extra,
  });
  await db.$transaction((tx) => planReport(tx, report.id));
  const delivery = await db.delivery.findFirstOrThrow({ where: { reportId: report.id } });
  return { body, connection, contact, report, delivery };
}

const read = (id: number) =>
  db.delivery.findUniqueOrThrow({ where: { id }, include: { history: { orderBy: { number: "asc" } } } });
const claimOne = async (id: number, by: string) => {
  const { claims } = await claimDeliveries(by, new Date(), { wanted: { ids: [id] } });
  const [claim] = claims;
  if (!claim) throw new Error("not claimed");
  return claim;
};
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000);

test("a report reaches the back end, whose reference is stored with the attempt that brought it", async () => {
  const { report, delivery } = await planned();
  expect(await deliver(delivery.id, { worker })).toBe("sent");
  const row = await read(delivery.id);
  expect(council.received).toHaveLength(1);
  expect(row).toMatchObject({
    state: "sent",
    externalId: council.cases[0]?.reference,
    attempts: 1,
    inFlight: false,
    leasedBy: null,
    lastError: null,
  });
  expect(row.firstSentAt).toEqual(row.sentAt);
  expect(row.history).toMatchObject([{ number: 1, outcome: "sent", externalId: row.externalId }]);
  const jobs = await db.$queryRaw<
    { n: bigint }[]
  >`select count(*) n from graphile_worker.jobs where task_identifier = 'mail-report-sent'`;
  expect(jobs[0]?.n).toBeGreaterThan(0n);
  expect(report.visibility).toBe("public");
});

test("what is kept of an attempt holds neither the key nor the reporter", async () => {
  const { delivery, report } = await planned({}, { name: "Ines Okafor", phone: "07700 900123" });
  await deliver(delivery.id, { worker });
  const kept = JSON.stringify((await read(delivery.id)).history);
  const reporter = await db.user.findUniqueOrThrow({ where: { id: report.reporterId ?? 0 } });
  for (const secret of [council.apiKey, "Okafor", "900123", reporter.email ?? "@"])
    expect(kept).not.toContain(secret);
  expect(kept).toContain("TRE-2");
});

test("AC-002: two workers at once: exactly one post", async () => {
  const { delivery } = await planned();
  const outcomes = await Promise.all([
    deliver(delivery.id, { worker: "a" }),
    deliver(delivery.id, { worker: "b" }),
  ]);
  expect(outcomes.sort()).toEqual(["sent", "taken"]);
  expect(council.received).toHaveLength(1);
});

test("AC-006, AC-007: after a failure it waits five minutes, then thirty", async () => {
  const { delivery } = await planned();
  council.fault({ on: "post-request", kind: "refuse", status: 500, times: 2 });
  expect(await deliver(delivery.id, { worker })).toBe("failed");
  expect((await read(delivery.id)).lastError).toContain("500");
  expect(await deliver(delivery.id, { worker, now: later(4) })).toBe("taken");
  expect(await deliver(delivery.id, { worker, now: later(6) })).toBe("failed");
  expect(await deliver(delivery.id, { worker, now: later(15) })).toBe("taken");
  expect(await deliver(delivery.id, { worker, now: later(32) })).toBe("sent");
  expect((await read(delivery.id)).history.map(({ outcome }) => outcome)).toEqual([
    "failed",
    "failed",
    "sent",
  ]);
});

test("AC-005: a report whose place no body covers is planned for nobody", async () => {
  const report = await makeReport();
  await db.$transaction((tx) => planReport(tx, report.id));
  expect(await db.delivery.count({ where: { reportId: report.id } })).toBe(0);
});

test.each(["fixed_user", "closed"] as const)(
  "a report that is %s before it was sent is never sent",
  async (state) => {
    const { delivery, report } = await planned();
    await db.report.update({ where: { id: report.id }, data: { state } });
    expect(await deliver(delivery.id, { worker })).toBe("closed");
    expect(await read(delivery.id)).toMatchObject({ state: "skipped", attempts: 0 });
    expect(council.received).toHaveLength(0);
  },
);

test("AC-004: any open state is sent", async () => {
  const { delivery } = await planned({}, { state: "in_progress" });
  expect(await deliver(delivery.id, { worker })).toBe("sent");
});

test("a hidden report is not sent", async () => {
  const { delivery, report } = await planned();
  await db.report.update({ where: { id: report.id }, data: { visibility: "hidden" } });
  expect(await deliver(delivery.id, { worker })).toBe("closed");
});

test("an answer that got lost is never silently sent again: it stands named unclear", async () => {
  const { delivery } = await planned();
  council.fault({ on: "post-request", kind: "cut-off", times: 1 });
  expect(await deliver(delivery.id, { worker })).toBe("unclear");
  expect(await read(delivery.id)).toMatchObject({ state: "unclear" });
  await sweep(later(120));
  expect(await deliver(delivery.id, { worker, now: later(121) })).toBe("taken");
  expect(council.received).toHaveLength(1);
});

test("where the connection says so, an unclear send is sent again after its wait", async () => {
  const { delivery } = await planned({ onUnclear: "resend" });
  council.fault({ on: "post-request", kind: "cut-off", times: 1 });
  expect(await deliver(delivery.id, { worker })).toBe("failed");
  expect(await deliver(delivery.id, { worker, now: later(6) })).toBe("sent");
  expect(council.received).toHaveLength(2);
});

test("a time-out after the request left is unclear as well", async () => {
  const { delivery } = await planned({ timeoutMs: 300 });
  council.fault({ on: "post-request", kind: "stall", times: 1 });
  expect(await deliver(delivery.id, { worker })).toBe("unclear");
  council.clearFaults();
});

test("AC-060, AC-061: a token is kept and asked again, never posted again", async () => {
  const batch = await startCouncil({ mode: "batch", pollsUntilKnown: 5 });
  const { delivery } = await planned({ endpoint: batch.url, apiKey: batch.apiKey, tokenTries: 3 });
  expect(await deliver(delivery.id, { worker })).toBe("failed");
  const waiting = await read(delivery.id);
  expect(waiting).toMatchObject({ state: "due" });
  expect(waiting.token).toBeTruthy();
  expect(waiting.lastError).toContain(waiting.token);
  expect(await deliver(delivery.id, { worker, now: later(6) })).toBe("sent");
  expect(await read(delivery.id)).toMatchObject({
    state: "sent",
    token: null,
    externalId: batch.cases[0]?.reference,
  });
  expect(batch.received).toHaveLength(1);
  await batch.close();
});

test("AC-026: two bodies: each keeps its own reference, and one mail says that it was sent", async () => {
  const { delivery, report } = await planned();
  const other = await startCouncil({ idPrefix: "CNT-" });
  const area = await db.reportArea.findFirstOrThrow({ where: { reportId: report.id } });
  const body = await makeBody({ areas: [{ id: area.areaId }] });
  await makeConnection({
    bodyId: body.id,
    asDefault: true,
    method: "open311",
    ...packSettings("open311", { endpoint: other.url, apiKey: other.apiKey }),
  });
  await makeContact({ bodyId: body.id, categoryId: report.categoryId, destination: "TRE-2" });
  await db.$transaction((tx) => planReport(tx, report.id));
  const second = await db.delivery.findFirstOrThrow({ where: { reportId: report.id, bodyId: body.id } });
  expect(await Promise.all([deliver(delivery.id, { worker }), deliver(second.id, { worker })])).toEqual([
    "sent",
    "sent",
  ]);
  expect((await read(delivery.id)).externalId).toMatch(/^ALD-/);
  expect((await read(second.id)).externalId).toMatch(/^CNT-/);
  const jobs = await db.$queryRaw<
    { payload: { reportId: number } }[]
  >`select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'mail-report-sent'`;
  expect(jobs.filter(({ payload }) => payload.reportId === report.id)).toHaveLength(1);
  await other.close();
});

test("a back end that repeats a reference is found out, and nothing is overwritten", async () => {
  const first = await planned();
  await deliver(first.delivery.id, { worker });
  const report = await makeReport({
    categoryId: first.report.categoryId,
    areas: {
      create: {
        areaId: (await db.reportArea.findFirstOrThrow({ where: { reportId: first.report.id } })).areaId,
      },
    },
  });
  await db.$transaction((tx) => planReport(tx, report.id));
  const second = await db.delivery.findFirstOrThrow({ where: { reportId: report.id } });
  council.fault({ on: "post-request", kind: "repeat", times: 1 });
  expect(await deliver(second.id, { worker })).toBe("unclear");
  expect(await read(second.id)).toMatchObject({
    state: "unclear",
    externalId: null,
    lastError: expect.stringContaining("another report already has"),
  });
  expect((await read(first.delivery.id)).externalId).toBe(council.cases[0]?.reference);
});

test("AC-009: hold waits and loses nothing; when the connection changes the next sweep lets it go", async () => {
  const { connection, delivery, report } = await planned();
  await db.delivery.deleteMany({ where: { reportId: report.id } });
  await db.connection.update({ where: { id: connection.id }, data: { method: "hold" } });
  await db.$transaction((tx) => planReport(tx, report.id));
  const held = await db.delivery.findFirstOrThrow({ where: { reportId: report.id } });
  expect(held).toMatchObject({ state: "held", attempts: 0 });
  await sweep(new Date());
  expect((await read(held.id)).state).toBe("held");
  await db.connection.update({ where: { id: connection.id }, data: { method: "open311" } });
  expect(await sweep(new Date())).toMatchObject({ released: 1 });
  expect(await deliver(held.id, { worker, now: later(1) })).toBe("sent");
  expect(delivery.id).not.toBe(held.id);
});

test("a paused connection sends nothing and loses nothing", async () => {
  const { connection, delivery } = await planned();
  await db.connection.update({ where: { id: connection.id }, data: { pausedAt: new Date() } });
  expect(await deliver(delivery.id, { worker })).toBe("held");
  await sweep(new Date());
  expect((await read(delivery.id)).state).toBe("held");
  await db.connection.update({ where: { id: connection.id }, data: { pausedAt: null } });
  await sweep(new Date());
  expect(await deliver(delivery.id, { worker, now: later(1) })).toBe("sent");
});

test("AC-062: a category that the body no longer has is a failure with its reason, not a post", async () => {
  const { contact, delivery } = await planned();
  await db.delivery.update({ where: { id: delivery.id }, data: { contactId: null } });
  await db.contact.delete({ where: { id: contact.id } });
  expect(await deliver(delivery.id, { worker })).toBe("failed");
  expect((await read(delivery.id)).lastError).toContain("has no contact for the category");
  expect(council.received).toHaveLength(0);
});

test("a worker that died before the request left: tried again, the loss is in the history", async () => {
  const { delivery } = await planned();
  await db.delivery.update({
    where: { id: delivery.id },
    data: { state: "sending", attempts: 1, leasedBy: "dead", leasedUntil: later(-1), inFlight: false },
  });
  expect(await sweep(new Date())).toMatchObject({ freed: 1, unclear: 0 });
  expect(await deliver(delivery.id, { worker, now: later(1) })).toBe("sent");
  expect((await read(delivery.id)).history).toMatchObject([
    { worker: "dead", outcome: "failed" },
    { worker, outcome: "sent" },
  ]);
});

test("a worker that died with the request on its way: unclear, and never sent again by itself", async () => {
  const { delivery } = await planned();
  await db.delivery.update({
    where: { id: delivery.id },
    data: { state: "sending", attempts: 1, leasedBy: "dead", leasedUntil: later(-1), inFlight: true },
  });
  expect(await sweep(new Date())).toMatchObject({ freed: 1, unclear: 1 });
  expect((await read(delivery.id)).state).toBe("unclear");
  expect(await deliver(delivery.id, { worker, now: later(60) })).toBe("taken");
  expect(council.received).toHaveLength(0);
});

test("AC-011: reports that always fail starve no other", async () => {
  const bad = await planned();
  await db.contact.update({ where: { id: bad.contact.id }, data: { destination: "NO-SUCH-SERVICE" } });
  const good = await planned();
  expect(await sweep(new Date())).toMatchObject({ nudged: expect.any(Number) });
  expect(await deliver(bad.delivery.id, { worker })).toBe("failed");
  expect(await deliver(good.delivery.id, { worker })).toBe("sent");
});

test("a worker whose claim ran out before the request left sends nothing", async () => {
  const { delivery } = await planned();
  const claim = await claimOne(delivery.id, "slow");
  await db.delivery.update({ where: { id: delivery.id }, data: { leasedUntil: later(-1) } });
  await sweep(new Date());
  expect(await markInFlight({ claim, worker: "slow", startedAt: new Date() })).toBe(false);
  expect(await deliver(delivery.id, { worker, now: later(1) })).toBe("sent");
  expect(await markInFlight({ claim, worker: "slow", startedAt: new Date() })).toBe(false);
});

test("an answer that comes after a sweep took its worker for dead is still believed", async () => {
  const { delivery } = await planned();
  const claim = await claimOne(delivery.id, "slow");
  expect(await markInFlight({ claim, worker: "slow", startedAt: new Date() })).toBe(true);
  await db.delivery.update({ where: { id: delivery.id }, data: { leasedUntil: later(-1) } });
  await sweep(new Date());
  expect((await read(delivery.id)).state).toBe("unclear");
  const outcome = { kind: "sent", externalId: "ALD-LATE" } as const;
  expect(await recordOutcome({ claim, outcome, worker: "slow", startedAt: new Date() })).toBe("sent");
  expect(await read(delivery.id)).toMatchObject({
    state: "sent",
    externalId: "ALD-LATE",
    history: [{ outcome: "sent" }],
  });
});
