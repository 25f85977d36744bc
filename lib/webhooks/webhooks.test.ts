import "@/lib/testing/database";
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/actor";
import { announce } from "@/lib/announce";
import { db } from "@/lib/db";
import { makeBody, makeDelivery, makeReport } from "@/lib/testing/factories";
import { makeStaff, makeSuperuser } from "@/lib/testing/staff";
import { deleteWebhook, renewSecret } from "@/lib/webhooks/change-webhook";
import { listEvents, readEvent } from "@/lib/webhooks/list-events";
import { listWebhooks, readWebhook } from "@/lib/webhooks/list-webhooks";
import { pauseWebhook, resumeWebhook } from "@/lib/webhooks/pause-webhook";
import { createWebhook, editWebhook, type NewWebhook } from "@/lib/webhooks/save-webhook";
import { readSecret } from "@/lib/webhooks/secret";

const url = "https://receiver.example/hook?key=open-sesame";
let actor: Actor;
beforeAll(async () => {
  actor = (await makeSuperuser()).actor;
});
beforeEach(async () => {
  await db.webhook.deleteMany();
  await db.auditEntry.deleteMany();
});
const make = (more: Partial<NewWebhook> = {}, as = actor) =>
  createWebhook(as, { name: "Ours", url, events: ["report.published"], bodyId: null, ...more });
const stored = (id: number) => db.webhook.findUniqueOrThrow({ where: { id } });

test("the secret is told once and kept encrypted; the audit holds neither it nor what is in the address", async () => {
  const { webhookId, secret } = await make();
  expect(secret).toMatch(/^whsec_[\w-]{43}$/);
  const row = await stored(webhookId);
  expect(row.secret).not.toContain(secret);
  expect(readSecret(row.secret)).toBe(secret);
  const renewed = await renewSecret(actor, { webhookId });
  expect(renewed.secret).not.toBe(secret);
  expect(readSecret((await stored(webhookId)).secret)).toBe(renewed.secret);

  const read = await readWebhook(actor, webhookId);
  expect(read).toMatchObject({ standing: "well", waiting: 0, fullUrl: url });
  expect(read.url).not.toContain("open-sesame");
  await editWebhook(actor, { webhookId, name: "Theirs", url: `${url}-2`, events: ["update.published"] });
  await deleteWebhook(actor, { webhookId });
  const entries = await db.auditEntry.findMany({ orderBy: { id: "asc" } });
  expect(entries.map(({ action }) => action)).toEqual(
    ["create", "renew-secret", "edit", "delete"].map((act) => `webhooks.${act}`),
  );
  expect(entries[2]).toMatchObject({
    before: { name: "Ours", events: ["report.published"] },
    after: { name: "Theirs", events: ["update.published"] },
  });
  const text = JSON.stringify(entries);
  for (const hidden of [secret, renewed.secret, "open-sesame"]) expect(text).not.toContain(hidden);
});

test.each<[string, object, string]>([
  ["no name", { name: " " }, "name"],
  ["no address", { url: "receiver" }, "url"],
  ["another protocol", { url: "ftp://receiver.example" }, "url"],
  ["a password in its address", { url: "https://me:secret@receiver.example" }, "url"],
  ["an address without end", { url: `https://receiver.example/${"x".repeat(1000)}` }, "url"],
  ["no events", { events: [] }, "events"],
  ["events that do not happen", { events: ["report.eaten"] }, "events.0"],
  ["a body that there is not", { bodyId: 999_999 }, "bodyId"],
])("a webhook with %s is refused at its field", async (_, more, field) => {
  await expect(make(more as Partial<NewWebhook>)).rejects.toMatchObject({
    ...{ code: "invalid", fields: { [field]: expect.any(String) } },
  });
});

test("one at another address has refused nothing yet, and its body stays its own", async () => {
  const { id: bodyId } = await makeBody();
  const { webhookId } = await make({ bodyId });
  await db.webhook.update({ where: { id: webhookId }, data: { failures: 5, lastError: "No." } });
  const same = { webhookId, name: "Ours", url, events: ["report.published"] as ["report.published"] };
  await editWebhook(actor, { ...same, name: "Renamed" });
  expect(await stored(webhookId)).toMatchObject({ failures: 5, bodyId });
  await editWebhook(actor, { ...same, url: "https://new.example/" });
  expect(await stored(webhookId)).toMatchObject({ failures: 0, lastError: null, bodyId });
});

test("paused it waits, resumed all is due in its order; neither twice", async () => {
  const { webhookId } = await make();
  await pauseWebhook(actor, { webhookId, note: "They move house." });
  await expect(pauseWebhook(actor, { webhookId })).rejects.toMatchObject({ code: "conflict" });
  const { id: reportId } = await makeReport();
  await announce(db, { event: "report.published", reportId });
  expect(await readWebhook(actor, webhookId)).toMatchObject({ standing: "paused", waiting: 1 });
  await db.webhookDelivery.updateMany({ data: { dueAt: new Date("2099-01-01"), attempts: 3 } });
  await resumeWebhook(actor, { webhookId });
  await expect(resumeWebhook(actor, { webhookId })).rejects.toMatchObject({ code: "conflict" });
  const [row] = await db.webhookDelivery.findMany();
  expect(row?.dueAt).toEqual(row?.createdAt);
  expect(
    (await db.auditEntry.findMany({ orderBy: { id: "desc" }, take: 2 })).map(({ note }) => note),
  ).toEqual([...["", "They move house."]]);
});

test.each([
  ["well", { failures: 2 }],
  ["failing", { failures: 3 }],
  ["paused", { pausedAt: new Date() }],
  ["stopped", { failures: 1, pausedAt: new Date() }],
])("how it fares: %s", async (standing, columns) => {
  const { webhookId } = await make();
  await db.webhook.update({ where: { id: webhookId }, data: columns });
  expect(await readWebhook(actor, webhookId)).toMatchObject({ standing });
});

test("lists go on where they stopped: webhooks by name, of one's own body, and what one was told, the newest first", async () => {
  const mine = await makeStaff({ permissions: ["api:edit"] });
  const { webhookId } = await make({ name: "Aa", bodyId: mine.bodyId }, mine.actor);
  await make({ name: "Site" });
  const secret = "v1.x";
  const names = Array.from({ length: 60 }, (_, n) => `Hook ${String(n).padStart(2, "0")}`);
  await db.webhook.createMany({ data: names.map((name) => ({ name, url, secret, events: [] })) });
  const first = await listWebhooks(actor, {});
  const rest = await listWebhooks(actor, { cursor: first.next ?? "" });
  expect([...first.items, ...rest.items].map(({ name }) => name)).toEqual(["Aa", ...names, "Site"]);
  expect((await listWebhooks(mine.actor, {})).items.map(({ name }) => name)).toEqual(["Aa"]);
  expect((await listWebhooks(actor, { body: "99999999999" })).items).toHaveLength(first.items.length);
  expect((await listWebhooks(actor, { q: "hook 07" })).items.map(({ name }) => name)).toEqual(["Hook 07"]);

  const { reportId } = await makeDelivery({ bodyId: mine.bodyId });
  for (let n = 0; n < 3; n++) await announce(db, { event: "report.published", reportId });
  const log = await listEvents(mine.actor, webhookId, { report: reportId });
  expect(log.items.map(({ id }) => id)).toEqual(log.items.map(({ id }) => id).sort((a, b) => b - a));
  expect(log.items).toHaveLength(3);
  const [newest] = log.items;
  await db.webhookDelivery.update({ where: { id: newest?.id ?? 0 }, data: { state: "sent" } });
  expect((await listEvents(mine.actor, webhookId, { state: "sent" })).items).toHaveLength(1);
  expect((await listEvents(mine.actor, webhookId, { event: "ping" })).items).toEqual([]);
  expect(await readEvent(mine.actor, newest?.id ?? 0)).toMatchObject({
    ...{ reportId, calls: [], webhook: { id: webhookId, name: "Aa", paused: false } },
  });
  await expect(listEvents(mine.actor, webhookId, { cursor: "nonsense" })).rejects.toMatchObject({
    code: "invalid",
  });
});
