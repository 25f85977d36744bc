import "@/lib/testing/database";
import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/actor";
import { db } from "@/lib/db";
import { listConnectionCards } from "@/lib/delivery/connection-cards";
import { attemptsByDay } from "@/lib/statistics/attempts-by-day";
import { needsPerson } from "@/lib/statistics/needs-person";
import {
  makeBody,
  makeCategory,
  makeConnection,
  makeContact,
  makeDelivery,
  makeReport,
  makeUser,
} from "@/lib/testing/factories";

const superuser: Actor = { kind: "staff", userId: 1, superuser: true, bodyId: null, permissions: [] };
const now = new Date("2026-11-24T12:00:00Z");
let staffOf: (bodyId: number, more?: { permissions?: string[]; categoryIds?: number[] }) => Actor;
let mine: { id: number };
let lamps: { id: number };
let last = 0;

beforeAll(async () => {
  const user = await makeUser();
  staffOf = (bodyId, { permissions = ["delivery:view", "contact:edit"], categoryIds } = {}) => ({
    kind: "staff",
    userId: user.id,
    superuser: false,
    bodyId,
    permissions,
    ...(categoryIds && { categoryIds }),
  });
  mine = await makeBody();
  const other = await makeBody();
  lamps = await makeCategory();
  const inLamps = async () => (await makeReport({ categoryId: lamps.id })).id;
  const failed = await makeDelivery({
    bodyId: mine.id,
    attempts: 2,
    lastError: "No answer",
    reportId: await inLamps(),
  });
  await makeDelivery({ bodyId: mine.id, attempts: 1, lastError: "No answer" });
  await makeDelivery({ bodyId: mine.id, state: "unclear" });
  await makeDelivery({ bodyId: other.id, state: "unclear" });
  await makeDelivery({ bodyId: other.id, state: "held" });
  await makeDelivery({ bodyId: mine.id, state: "sent" });
  await stuckUpdates();
  await whatComesIn(other);
  const hook = { name: "Hook", url: "https://receiver.example", secret: "" };
  await db.webhook.createMany({
    data: [
      { ...hook, bodyId: mine.id, failures: 3 },
      { ...hook, bodyId: mine.id, failures: 1, pausedAt: now },
      { ...hook, bodyId: mine.id, failures: 2 },
      { ...hook, bodyId: mine.id, pausedAt: now },
      { ...hook, failures: 10 },
    ],
  });
  await makeContact({ bodyId: mine.id, state: "unconfirmed" });
  await makeContact({ bodyId: mine.id, categoryId: (await makeCategory()).id, bouncedAt: now });
  await makeContact({ bodyId: other.id, state: "deleted", bouncedAt: now });
  const attempt = { method: "email" as const, worker: "w", durationMs: 5, deliveryId: failed.id };
  await db.deliveryAttempt.createMany({
    data: [
      { ...attempt, number: 1, outcome: "failed", startedAt: new Date("2026-11-23T09:00:00Z") },
      { ...attempt, number: 2, outcome: "failed", startedAt: new Date("2026-11-24T09:00:00Z") },
      { ...attempt, number: 3, outcome: "sent", startedAt: new Date("2026-10-01T09:00:00Z") },
    ],
  });
});

/** Two of my body's updates do not go out, one in `lamps`; another has failed once only. */
async function stuckUpdates(): Promise<void> {
  const sentIn = async (categoryId?: number) =>
    makeDelivery({
      ...{ bodyId: mine.id, state: "sent", externalId: `R-${++last}` },
      reportId: (await makeReport(categoryId === undefined ? {} : { categoryId })).id,
    });
  const rows = [
    { delivery: await sentIn(lamps.id), attempts: 2, lastError: "No answer" },
    { delivery: await sentIn(), attempts: 1, lastError: "No answer" },
    { delivery: await sentIn(), attempts: 1, state: "unclear" as const },
  ];
  for (const { delivery, ...row } of rows) {
    const data = { reportId: delivery.reportId, origin: "citizen" as const, text: "Still there" };
    const update = await db.update.create({ data });
    await db.updateDelivery.create({
      data: { ...row, updateId: update.id, deliveryId: delivery.id, saidAt: now },
    });
  }
}

const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

/** Items that did not come in, and connections that were read in time, late, never, or are not to be read. */
async function whatComesIn(other: { id: number }): Promise<void> {
  const speaker = await makeUser();
  await db.body.update({ where: { id: mine.id }, data: { updatesUserId: speaker.id } });
  const pulled = async (watermark: object, more: object = {}) => {
    const connection = await makeConnection({
      ...{ bodyId: mine.id, method: "open311", slug: `pulled-${++last}`, pullUpdates: true },
      settings: { endpoint: "https://council.example", pullEveryMinutes: 20 },
      ...more,
    });
    await db.watermark.create({ data: { connectionId: connection.id, kind: "updates", ...watermark } });
    return connection;
  };
  const inTime = await pulled({ lastReadAt: minutesAgo(59), dueAt: now });
  await pulled({ lastReadAt: minutesAgo(61), dueAt: now });
  await pulled({ lastReadAt: minutesAgo(46), dueAt: now }, { settings: {} });
  await pulled({ failures: 3, dueAt: now });
  await pulled({ failures: 2, dueAt: now });
  await pulled({ dueAt: minutesAgo(61) });
  await pulled({ lastReadAt: minutesAgo(600) }, { pausedAt: now });
  await pulled({ lastReadAt: minutesAgo(600) }, { pullUpdates: false });
  // Nobody could be credited, so nobody asks.
  const elsewhere = await pulled({ dueAt: now }, { bodyId: other.id });
  const held = (connectionId: number, dismissed: boolean | null) => ({
    ...{ connectionId, kind: "services" as const },
    ...(dismissed !== null && { held: { dismissed }, heldAt: now }),
  });
  const { id: dismissed } = await pulled({ lastReadAt: now });
  const { id: inStep } = await pulled({ lastReadAt: now });
  await db.watermark.createMany({
    data: [held(inTime.id, false), held(elsewhere.id, false), held(dismissed, true), held(inStep, null)],
  });
  const letter = { kind: "updates", reason: "It broke", payload: {} } as const;
  await db.deadLetter.createMany({
    data: [
      { ...letter, connectionId: inTime.id, fingerprint: "a" },
      { ...letter, connectionId: inTime.id, fingerprint: "b", resolvedAt: now, resolution: "dismissed" },
      { ...letter, connectionId: elsewhere.id, fingerprint: "a" },
    ],
  });
}

test("superusers see what needs a person anywhere", async () => {
  expect(await needsPerson(superuser, now)).toEqual({
    deliveries: { failed: 1, unclear: 2, held: 1 },
    updates: { failed: 1, unclear: 1 },
    incoming: { letters: 2, unread: 5 },
    contacts: { unconfirmed: 1, bounced: 1 },
    services: { held: 2 },
    webhooks: { failing: 3 },
  });
});

test("a body's staff see their body's only, and in their categories only", async () => {
  expect(await needsPerson(staffOf(mine.id), now)).toMatchObject({
    deliveries: { failed: 1, unclear: 1, held: 0 },
    updates: { failed: 1, unclear: 1 },
    incoming: { letters: 1, unread: 4 },
  });
  const limited = staffOf(mine.id, { categoryIds: [lamps.id] });
  expect(await needsPerson(limited)).toEqual({
    deliveries: { failed: 1, unclear: 0, held: 0 },
    updates: { failed: 1, unclear: 0 },
    incoming: null,
    contacts: { unconfirmed: 0, bounced: 0 },
    services: null,
    webhooks: null,
  });
});

test("webhooks that do not answer are shown to those who may change them, and what a person paused is not", async () => {
  const permissions = ["api:edit"];
  expect((await needsPerson(staffOf(mine.id, { permissions }), now)).webhooks).toEqual({ failing: 2 });
  expect((await needsPerson(staffOf(mine.id), now)).webhooks).toBeNull();
});

test("service lists that wait are shown to whoever changes contacts or connections, at their connections too", async () => {
  const clerk = staffOf(mine.id, { permissions: ["delivery:view", "connection:edit"] });
  expect((await needsPerson(clerk, now)).services).toEqual({ held: 1 });
  const cards = async (actor: Actor) =>
    (await listConnectionCards(actor, {})).items.filter(({ holdsServices }) => holdsServices).length;
  const viewer = staffOf(mine.id, { permissions: ["delivery:view"] });
  expect([await cards(clerk), await cards(superuser), await cards(viewer)]).toEqual([1, 2, 0]);
});

test("whoever may not see deliveries or contacts is told nothing of them", async () => {
  const viewer = staffOf(mine.id, { permissions: ["report:view-private"] });
  expect(await needsPerson(viewer)).toEqual({
    ...{ deliveries: null, updates: null, incoming: null, contacts: null, webhooks: null },
    services: null,
  });
  await expect(attemptsByDay(viewer)).rejects.toMatchObject({ code: "forbidden" });
  await expect(needsPerson({ kind: "citizen", userId: 1 })).rejects.toMatchObject({ code: "forbidden" });
});

test("attempts are counted by day, days without any too", async () => {
  expect(await attemptsByDay(superuser, { days: 3, now })).toEqual([
    { day: "2026-11-22", sent: 0, failed: 0, unclear: 0 },
    { day: "2026-11-23", sent: 0, failed: 1, unclear: 0 },
    { day: "2026-11-24", sent: 0, failed: 1, unclear: 0 },
  ]);
  const days = await attemptsByDay(staffOf(mine.id + 1), { days: 3, now });
  expect(days.map(({ failed }) => failed)).toEqual([0, 0, 0]);
});
