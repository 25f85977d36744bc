import "@/lib/testing/database";
import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { announceAll } from "@/lib/announce";
import { db, type Prisma } from "@/lib/db";
import { provideEnv } from "@/lib/env";
import { type EventName, eventNames } from "@/lib/event-names";
import { makeDelivery, makeReport, makeUpdate } from "@/lib/testing/factories";
import { openReceiver, type Receiver } from "@/lib/testing/receiver";
import { makeSuperuser } from "@/lib/testing/staff";
import { claimEvent } from "@/lib/webhooks/claim";
import { dueWebhooks, nudgeWebhooks } from "@/lib/webhooks/due-webhooks";
import { expireWebhookLogs } from "@/lib/webhooks/expire";
import { readEvent } from "@/lib/webhooks/list-events";
import { resumeWebhook } from "@/lib/webhooks/pause-webhook";
import { resendEvent } from "@/lib/webhooks/resend-event";
import { makeSecret } from "@/lib/webhooks/secret";
import { sendWebhook } from "@/lib/webhooks/send-webhook";
import { sendWebhooks } from "@/lib/webhooks/send-webhooks";
import { tryWebhook } from "@/lib/webhooks/try-webhook";

let receiver: Receiver;
beforeAll(async () => {
  receiver = await openReceiver();
});
afterAll(() => receiver.close());
beforeEach(async () => {
  await db.webhook.deleteMany();
  receiver.calls.length = 0;
  receiver.answer({ status: 204 });
});

const { secret, kept } = makeSecret();
const makeHook = (more: Partial<Prisma.WebhookUncheckedCreateInput> = {}) =>
  db.webhook.create({
    data: { name: "Ours", url: receiver.url, secret: kept, events: [...eventNames], ...more },
  });

// A little ahead: what these tests make is due from the moment it is made.
const now = new Date(Date.now() + 120_000);
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const send = ({ id }: { id: number }, at = now, timeoutMs = 10_000) =>
  sendWebhook(id, { worker: "w", clock: () => at, timeoutMs });

const happens = (event: "report.published" | "report.changed" | "report.hidden", reportId: number) =>
  announceAll(db, [{ event, reportId }]);
const rows = () => db.webhookDelivery.findMany({ orderBy: { id: "asc" } });
const told = () => receiver.calls.map(({ body }) => JSON.parse(body) as { event: EventName; id: string });
const hookNow = ({ id }: { id: number }) => db.webhook.findUniqueOrThrow({ where: { id } });

test("a report is told as everybody may read it, signed, and only once", async () => {
  const hook = await makeHook();
  const report = await makeReport({ title: "A hole", name: "Ada Nym", phone: "0123", showName: false });
  const { body } = await db.delivery.update({
    where: { id: (await makeDelivery({ reportId: report.id })).id },
    data: { state: "sent", firstSentAt: now },
    select: { body: true },
  });
  const update = await makeUpdate({ reportId: report.id, text: "It grows.", emailText: "Only for you." });
  await announceAll(db, [
    { event: "report.published", reportId: report.id },
    { event: "update.published", reportId: report.id, updateId: update.id },
  ]);
  expect(await send(hook)).toMatchObject({ sent: 2, later: 0 });
  expect(await send(hook, later(60 * 24))).toMatchObject({ sent: 0 });
  const [first, second, ...more] = receiver.calls;
  if (!first || !second) throw new Error("Two calls were expected.");
  expect(more).toEqual([]);

  const [row] = await rows();
  const payload = {
    ...{ version: 1, event: "report.published", id: row?.eventId, site: "https://mendline.test" },
    happenedAt: row?.createdAt.toISOString(),
    report: {
      ...{ id: report.id, url: `https://mendline.test/report/${report.id}`, title: "A hole" },
      ...{ detail: report.detail, state: "confirmed", kind: "open", lat: 54.6, long: 2.3 },
      ...{ address: null, author: null, photos: [] },
      category: expect.objectContaining({ id: report.categoryId }),
      confirmedAt: report.confirmedAt?.toISOString(),
      updatedAt: report.updatedAt.toISOString(),
      bodies: [{ slug: body.slug, name: body.name, reference: null, sentAt: now.toISOString() }],
    },
  };
  expect(JSON.parse(first.body)).toEqual(payload);
  expect(JSON.parse(second.body)).toMatchObject({
    event: "update.published",
    report: { id: report.id },
    update: {
      ...{ id: update.id, text: "It grows.", state: "confirmed", kind: "open", moved: false, body: null },
      ...{ author: null, photos: [], confirmedAt: update.confirmedAt?.toISOString() },
      url: `https://mendline.test/report/${report.id}#update-${update.id}`,
    },
  });
  expect(first.body + second.body).not.toMatch(/Ada|0123|Only for you|@/);

  const timestamp = String(first.headers["x-mendline-timestamp"]);
  const hmac = (text: string) => `sha256=${createHmac("sha256", secret).update(text).digest("hex")}`;
  expect(first.headers).toMatchObject({
    ...{ "content-type": "application/json; charset=utf-8", "x-mendline-event": "report.published" },
    ...{ "x-mendline-event-id": row?.eventId, "idempotency-key": row?.eventId, "x-mendline-attempt": "1" },
    ...{ "x-mendline-signature": hmac(first.body) },
    "x-mendline-signature-v2": hmac(`${timestamp}.${first.body}`),
  });
  expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(60);
  expect(await hookNow(hook)).toMatchObject({
    failures: 0,
    lastError: null,
    lastSentAt: now,
  });
});

test.each<[string, Parameters<Receiver["answer"]>[0], RegExp]>([
  ["refuses", { status: 500, text: "boom" }, /answered 500/],
  ["says no", { status: 404 }, /answered 404/],
  ["has moved", { status: 301, headers: { location: "http://127.0.0.1/" } }, /moved to another address/],
  ["stalls", "stall", /No answer within/],
  ["cuts off", "cut", /no whole answer/],
])("a receiver that %s is told later, as the same event", async (_, answer, reason) => {
  const hook = await makeHook();
  const { id } = await makeReport();
  await happens("report.published", id);
  receiver.answer(answer);
  const patience = answer === "stall" ? 200 : undefined;
  expect(await send(hook, now, patience)).toMatchObject({ later: 1, sent: 0 });
  const [failed] = await rows();
  expect(failed).toMatchObject({ state: "due", attempts: 1, dueAt: later(1), leasedUntil: null });
  expect(failed?.lastError).toMatch(reason);
  expect(await hookNow(hook)).toMatchObject({ failures: 1, lastError: failed?.lastError, lastSentAt: null });

  expect(await send(hook)).toMatchObject({ later: 0, sent: 0 });
  receiver.answer({ status: 200 });
  expect(await send(hook, later(1))).toMatchObject({ sent: 1 });
  expect(new Set(told().map((one) => one.id)).size).toBe(1);
  expect(receiver.calls.map(({ headers }) => headers["x-mendline-attempt"])).toEqual(["1", "2"]);
  expect(await hookNow(hook)).toMatchObject({ failures: 0, lastError: null, lastSentAt: later(1) });
});

test("what a receiver asks us to wait is waited for", async () => {
  const hook = await makeHook();
  await happens("report.published", (await makeReport()).id);
  receiver.answer({ status: 429, headers: { "retry-after": "3600" } });
  await send(hook);
  const [row] = await rows();
  expect(Math.round(((row?.dueAt.getTime() ?? 0) - now.getTime()) / 60_000)).toBe(60);
});

test("events come in the order in which they happened; one that is refused keeps no other from its turn", async () => {
  const hook = await makeHook();
  const reports = [await makeReport(), await makeReport(), await makeReport()];
  for (const { id } of reports) await happens("report.published", id);
  const poison = reports[0]?.id;
  receiver.answer(({ body }) => ({ status: JSON.parse(body).report.id === poison ? 500 : 204 }));
  expect(await send(hook)).toMatchObject({ later: 1, sent: 2 });
  const order = receiver.calls.map(({ body }) => JSON.parse(body).report.id);
  expect(order).toEqual(reports.map(({ id }) => id));
});

test("a receiver that is down is spared: only what failed is tried again, and all the rest once it is back", async () => {
  const hook = await makeHook();
  for (let n = 0; n < 6; n++) await happens("report.published", (await makeReport()).id);
  receiver.answer({ status: 503 });
  expect(await send(hook)).toMatchObject({ later: 3 });
  expect(await hookNow(hook)).toMatchObject({ failures: 3 });
  expect(await send(hook)).toMatchObject({ later: 0 });
  expect(await send(hook, later(1))).toMatchObject({ later: 3 });
  // Nothing that failed comes up soon: something new may try.
  receiver.answer({ status: 204 });
  await db.webhookDelivery.updateMany({ where: { attempts: { gt: 0 } }, data: { dueAt: later(600) } });
  expect(await send(hook, later(2))).toMatchObject({ sent: 6 });
});

test("what nobody takes for three days pauses its webhook and waits; a person has it go on", async () => {
  const hook = await makeHook();
  await happens("report.published", (await makeReport()).id);
  receiver.answer({ status: 500 });
  let at = now;
  for (let n = 0; n < 10; n++) {
    await send(hook, at);
    at = (await rows())[0]?.dueAt ?? at;
  }
  const paused = await hookNow(hook);
  expect(paused).toMatchObject({ failures: 10, lastError: expect.stringMatching(/Paused by itself.*500/) });
  expect(paused.pausedAt?.getTime()).toBeGreaterThan(later(70 * 60).getTime());
  expect(await rows()).toMatchObject([{ state: "due", attempts: 10 }]);
  expect(await dueWebhooks(later(60 * 24 * 30))).toEqual([]);
  const entries = await db.auditEntry.findMany({ where: { action: "webhooks.pause" } });
  expect(entries).toMatchObject([{ actorKind: "job", subject: { webhookId: hook.id, name: "Ours" } }]);

  receiver.answer({ status: 204 });
  await resumeWebhook((await makeSuperuser()).actor, { webhookId: hook.id });
  expect(await sendWebhooks({ worker: "w", clock: () => now })).toMatchObject({ webhooks: 1, sent: 1 });
});

test("one that is refused while others are taken is given up after ten attempts, and can be sent again", async () => {
  const hook = await makeHook();
  const poison = await makeReport();
  await happens("report.published", poison.id);
  receiver.answer(({ body }) => ({ status: JSON.parse(body).report.id === poison.id ? 422 : 204 }));
  await happens("report.published", (await makeReport()).id);
  await send(hook);
  await db.webhookDelivery.updateMany({ where: { reportId: poison.id }, data: { attempts: 9, dueAt: now } });
  expect(await send(hook)).toMatchObject({ failed: 1 });
  const [row] = await rows();
  expect(row).toMatchObject({ state: "failed", attempts: 10 });
  receiver.answer({ status: 204 });
  const { actor } = await makeSuperuser();
  const deliveryId = row?.id ?? 0;
  await resendEvent(actor, { deliveryId }, now);
  await expect(resendEvent(actor, { deliveryId }, now)).rejects.toMatchObject({ code: "conflict" });
  expect(await send(hook)).toMatchObject({ sent: 1 });
  const { calls } = await readEvent(actor, deliveryId);
  expect(calls.map(({ status }) => status)).toEqual([422, 422, 204]);
  expect(JSON.stringify(calls)).not.toContain(secret);
});

test("workers of several hosts that look at once begin one event, the first", async () => {
  const report = await makeReport();
  for (let round = 0; round < 8; round++) {
    const hook = await makeHook({ name: `Round ${round}` });
    await happens("report.published", report.id);
    await happens("report.changed", report.id);
    const claims = await Promise.all(["a", "b", "c", "d"].map((worker) => claimEvent(hook.id, worker, now)));
    expect(claims.flatMap((claim) => claim?.event ?? [])).toEqual(["report.published"]);
    await db.webhook.delete({ where: { id: hook.id } });
  }
});

test("gone for good pauses at once", async () => {
  const hook = await makeHook();
  await happens("report.published", (await makeReport()).id);
  receiver.answer({ status: 410 });
  expect(await send(hook)).toMatchObject({ later: 1 });
  expect(await hookNow(hook)).toMatchObject({ pausedAt: now, lastError: expect.stringContaining("410") });
  expect(await send(hook, later(60))).toMatchObject({ later: 0 });
});

test("what can no longer be seen is not told; what was hidden is told with its number alone, also a deleted update", async () => {
  const hook = await makeHook();
  const [seen, gone] = [await makeReport(), await makeReport()];
  const update = await makeUpdate({ reportId: seen.id });
  await happens("report.published", gone.id);
  await db.report.update({ where: { id: gone.id }, data: { visibility: "private" } });
  await happens("report.hidden", gone.id);
  await happens("report.hidden", seen.id);
  await announceAll(db, [{ event: "update.hidden", reportId: seen.id, updateId: update.id, gone: true }]);
  await db.update.delete({ where: { id: update.id } });
  expect(await send(hook)).toMatchObject({ sent: 2, skipped: 2 });
  expect(told()).toMatchObject([
    { event: "report.hidden", report: { id: gone.id } },
    { event: "update.hidden", report: { id: seen.id }, update: { id: update.id } },
  ]);
  expect(receiver.calls[0]?.body).not.toContain(gone.title);
  expect((await rows()).map(({ state, attempts }) => [state, attempts])).toEqual([
    ...[
      ["skipped", 0],
      ["sent", 1],
    ],
    ...[
      ["skipped", 0],
      ["sent", 1],
    ],
  ]);
});

test("two workers tell each event once; what a killed one had claimed is told after its lease", async () => {
  const hook = await makeHook();
  for (let n = 0; n < 5; n++) await happens("report.published", (await makeReport()).id);
  const both = await Promise.all([send(hook), send(hook)]);
  await send(hook);
  expect(both[0].lost + both[1].lost).toBe(0);
  expect(new Set(told().map(({ id }) => id)).size).toBe(5);
  expect(receiver.calls).toHaveLength(5);

  await happens("report.changed", (await makeReport()).id);
  await db.webhookDelivery.updateMany({
    where: { state: "due" },
    data: { attempts: 1, leasedBy: "killed", leasedUntil: later(1) },
  });
  expect([await send(hook), await dueWebhooks(now)]).toMatchObject([{ sent: 0 }, []]);
  expect(await nudgeWebhooks(later(1))).toBe(true);
  expect(await send(hook, later(1))).toMatchObject({ sent: 1 });
});

test("a ping is sent at once, also while paused, and stands in the log with its answer", async () => {
  const hook = await makeHook({ pausedAt: now, failures: 4, url: `${receiver.url}?token=hush-hush` });
  const { actor } = await makeSuperuser();
  receiver.answer({ status: 418, text: "not with hush-hush" });
  const refused = await tryWebhook(actor, { webhookId: hook.id }, { now });
  expect(refused).toMatchObject({
    taken: false,
    reason: expect.stringContaining("418"),
    exchange: { status: 418 },
  });
  expect(JSON.stringify(refused)).not.toContain("hush-hush");
  receiver.answer({ status: 200, text: "pong" });
  const taken = await tryWebhook(actor, { webhookId: hook.id }, { now });
  expect(taken).toMatchObject({ taken: true, reason: null, exchange: { responseBody: "pong" } });
  expect(told()).toMatchObject([{ event: "ping" }, { event: "ping" }]);
  expect(await rows()).toMatchObject([
    { event: "ping", state: "failed" },
    { event: "ping", state: "sent" },
  ]);
  expect(await hookNow(hook)).toMatchObject({ failures: 0, pausedAt: now });
});

test("nothing leaves a test system, and a secret of another SECRET sends nothing", async () => {
  const hook = await makeHook({ secret: "v1.AAAA" });
  await happens("report.published", (await makeReport()).id);
  expect(await send(hook)).toMatchObject({ later: 1 });
  onTestFinished(() => provideEnv({ STAGING: "0" }));
  provideEnv({ STAGING: "1" });
  expect([await dueWebhooks(later(9)), await send(hook, later(9))]).toMatchObject([[], { later: 0 }]);
  const { actor } = await makeSuperuser();
  await expect(tryWebhook(actor, { webhookId: hook.id })).rejects.toMatchObject({ code: "conflict" });
  expect(receiver.calls).toEqual([]);
});

test("the log is kept for thirty days", async () => {
  await makeHook();
  await happens("report.published", (await makeReport()).id);
  const days = (n: number) => new Date(Date.now() + n * 86_400_000);
  expect([await expireWebhookLogs(days(29)), await expireWebhookLogs(days(31))]).toEqual([0, 1]);
});
