import "@/lib/testing/database";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { packSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { deliver } from "@/lib/delivery/deliver";
import { type Council, startCouncil } from "@/lib/testing/council";
import {
  makeBody,
  makeCategory,
  makeConnection,
  makeContact,
  makeDelivery,
  makeReport,
} from "@/lib/testing/factories";

let council: Council;
beforeAll(async () => {
  council = await startCouncil();
});
afterAll(() => council.close());
beforeEach(() => council.reset());

const minutes = (count: number) => new Date(Date.now() + count * 60_000);

/** A delivery that is due, by Open311 to the fake council. */
async function due(settings: object) {
  const body = await makeBody();
  const connection = await makeConnection({
    bodyId: body.id,
    asDefault: true,
    method: "open311",
    ...packSettings("open311", {
      endpoint: council.url,
      apiKey: council.apiKey,
      timeoutMs: 1500,
      tokenIntervalMs: 1,
      listDelayMs: 0,
      ...settings,
    }),
  });
  const category = await makeCategory();
  await makeContact({ bodyId: body.id, categoryId: category.id, destination: "TRE-2" });
  const report = await makeReport({ categoryId: category.id });
  const delivery = await makeDelivery({ reportId: report.id, bodyId: body.id, method: "open311" });
  const send = async (now = new Date()) => {
    await deliver(delivery.id, { worker: "test", now });
    return db.delivery.findUniqueOrThrow({ where: { id: delivery.id }, include: { history: true } });
  };
  const change = (more: object) =>
    db.connection.update({
      where: { id: connection.id },
      data: packSettings("open311", { endpoint: council.url, ...more }, connection),
    });
  return { send, change };
}

const rule = (what: string) => ({
  when: { text: ["what is wrong"] },
  do: what,
  reason: "The map service is down",
});

test("AC-065: what a rule defers fails with its reason and waits like any failure; without the rule it goes", async () => {
  const { send, change } = await due({ rules: [rule("defer")] });
  const deferred = await send();
  expect(deferred).toMatchObject({ state: "due", attempts: 1, lastError: "The map service is down" });
  expect(deferred.dueAt.getTime()).toBeGreaterThan(minutes(4).getTime());
  expect(council.calls).toEqual([]);
  await change({ rules: [] });
  expect(await send(minutes(6))).toMatchObject({ state: "sent", externalId: council.cases[0]?.reference });
});

test("AC-065: what a rule skips is marked as sent, without a post and without a reference", async () => {
  const { send } = await due({ rules: [rule("skip")] });
  expect(await send()).toMatchObject({ state: "sent", externalId: null });
  expect(council.calls).toEqual([]);
});

test.each(["cut-off", "cut-mid-body", "take-then-500"] as const)(
  "TRAP-14: after %s the council is asked first: one post in all, and its reference",
  async (kind) => {
    const { send } = await due({ lookUp: "requests", onUnclear: "resend" });
    council.fault({ on: "post-request", kind, times: 1 });
    expect(await send()).toMatchObject({ externalId: null });
    expect(await send(minutes(6))).toMatchObject({ state: "sent", externalId: council.cases[0]?.reference });
    expect(council.received).toHaveLength(1);
  },
);

test("TRAP-14: what the council does not have is posted again", async () => {
  const { send } = await due({ lookUp: "requests", onUnclear: "resend" });
  council.fault({ on: "post-request", kind: "cut-off", taken: false, times: 1 });
  await send();
  expect(council.received).toHaveLength(0);
  expect(await send(minutes(6))).toMatchObject({ state: "sent", externalId: council.cases[0]?.reference });
  expect(council.received).toHaveLength(1);
});

test("a success can move the report on, where the connection says so", async () => {
  const { send } = await due({ stateWhenSent: "action_scheduled" });
  const { reportId } = await send();
  expect(await db.report.findUniqueOrThrow({ where: { id: reportId } })).toMatchObject({
    state: "action_scheduled",
  });
});
