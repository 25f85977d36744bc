import "@/lib/testing/database";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Actor, job } from "@/lib/actor";
import { changeContacts } from "@/lib/bodies/change-contacts";
import { packSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { provideEnv } from "@/lib/env";
import type { ServiceAttribute } from "@/lib/open311/documents";
import { applyHeldSync, dismissHeldSync } from "@/lib/sync/services/decide-held";
import { nudgeDueServices } from "@/lib/sync/services/nudge-due";
import { previewSync } from "@/lib/sync/services/preview-sync";
import { runSync } from "@/lib/sync/services/run-sync";
import { servicesOf } from "@/lib/sync/services/services-of";
import { syncServices } from "@/lib/sync/services/sync-services";
import { type Council, startCouncil } from "@/lib/testing/council";
import type { CouncilService } from "@/lib/testing/council/services";
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

const us = job("test");
let last = 0;
/** Names of categories are everybody's. */
const mark = (): number => ++last;

const service = (
  serviceCode: string,
  serviceName: string,
  more: Partial<CouncilService> = {},
): CouncilService => ({
  serviceCode,
  serviceName,
  keywords: [],
  groups: [],
  attributes: [],
  ...more,
});
const asks = (code: string, description: string, more: Partial<ServiceAttribute> = {}): ServiceAttribute => ({
  variable: true,
  code,
  description,
  datatype: "string",
  required: false,
  order: 1,
  values: [],
  ...more,
});

/** A body whose categories follow the council's list; `settled`: they have been in step before. */
async function following(
  settings: object = {},
  { settled = true, ...columns }: { settled?: boolean; pausedAt?: Date } = {},
) {
  const body = await makeBody();
  const connection = await makeConnection({
    bodyId: body.id,
    asDefault: true,
    method: "open311",
    syncServices: true,
    ...packSettings("open311", {
      endpoint: council.url,
      apiKey: council.apiKey,
      timeoutMs: 1_500,
      ...settings,
    }),
    ...columns,
  });
  if (settled) {
    const mark = { connectionId: connection.id, kind: "services" as const, readUpTo: new Date() };
    await db.watermark.create({ data: mark });
  }
  const contact = async (destination: string, name: string, more: object = {}) => {
    const category = await db.category.upsert({ where: { name }, update: {}, create: { name } });
    return makeContact({ bodyId: body.id, categoryId: category.id, destination, ...more });
  };
  const sync = () => syncServices({ connectionId: connection.id, now: new Date(), worker: "w" });
  return { body, connection, contact, sync };
}

const contactsOf = async (bodyId: number) =>
  (
    await db.contact.findMany({
      where: { bodyId },
      orderBy: { id: "asc" },
      include: { category: true, questions: { orderBy: { order: "asc" } } },
    })
  ).map(({ category, ...contact }) => ({ ...contact, category: category.name }));
const entries = (bodyId: number) =>
  db.auditEntry.findMany({ where: { bodyId, contactId: { not: null } }, orderBy: { id: "asc" } });
const polls = (connectionId: number) =>
  db.poll.findMany({ where: { connectionId, kind: "services" }, orderBy: { id: "asc" } });
const markOf = (connectionId: number) =>
  db.watermark.findUniqueOrThrow({ where: { connectionId_kind: { connectionId, kind: "services" } } });

test("AC-130: a new service is a confirmed contact with its questions, and its history says how it came", async () => {
  const n = mark();
  council.offer([
    service("NEW-1", `Painted wall ${n}`, { attributes: [asks("colour", "Colour:")], groups: ["Walls"] }),
  ]);
  const { body, connection, sync } = await following();
  expect(await sync()).toMatchObject({ kind: "done", counts: { seen: 1, created: 1, calls: 2 } });
  expect(await contactsOf(body.id)).toMatchObject([
    {
      category: `Painted wall ${n}`,
      destination: "NEW-1",
      state: "confirmed",
      groups: ["Walls"],
      connectionId: null,
      questions: [{ code: "colour", description: "Colour" }],
    },
  ]);
  const [made, asked] = await entries(body.id);
  expect(made).toMatchObject({ action: "contacts.create", actorKind: "job", actorName: "sync-services" });
  expect(made?.note).toMatch(/^created/);
  expect(asked?.action).toBe("contacts.questions");
  expect(await polls(connection.id)).toMatchObject([
    { state: "done", trigger: "schedule", counts: { created: 1 } },
  ]);
});

test("AC-137: AC-140: where everything is in step nothing is written, also with accents and groups in another order", async () => {
  const n = mark();
  const listed = service("A-1", `Straßenlärm ${n}`, {
    attributes: [
      asks("groesse", "Größe, très précisément"),
      asks("asset", "Asset", { automated: "hidden_field", order: 2 }),
    ],
    groups: ["Überall", "Ärger"],
  });
  council.offer([listed]);
  const { body, sync } = await following();
  await sync();
  const [before, history] = [await contactsOf(body.id), await entries(body.id)];
  council.offer([{ ...listed, groups: ["Ärger", "Überall"] }]);
  expect(await sync()).toMatchObject({ kind: "done", counts: { known: 1, updated: 0 } });
  expect(await contactsOf(body.id)).toEqual(before);
  expect(await entries(body.id)).toEqual(history);
});

test("AC-131: TRAP-29: a renamed service takes this body's reports along, and leaves another body's alone", async () => {
  const n = mark();
  const { body, contact, sync } = await following();
  const known = await contact("NEW-1", `Wall paint ${n}`);
  const other = await makeContact({ categoryId: known.categoryId });
  const [ours, theirs] = await Promise.all([
    makeReport({ categoryId: known.categoryId }),
    makeReport({ categoryId: known.categoryId }),
  ]);
  await makeDelivery({ reportId: ours.id, bodyId: body.id, contactId: known.id, state: "sent" });
  await makeDelivery({ reportId: theirs.id, bodyId: other.bodyId, contactId: other.id, state: "sent" });
  council.offer([service("NEW-1", `Painted wall ${n}`)]);
  expect(await sync()).toMatchObject({ kind: "done", counts: { updated: 1 } });
  const nameOf = async (id: number) =>
    (await db.report.findUniqueOrThrow({ where: { id }, include: { category: true } })).category.name;
  expect(await nameOf(ours.id)).toBe(`Painted wall ${n}`);
  expect(await nameOf(theirs.id)).toBe(`Wall paint ${n}`);
  expect((await contactsOf(body.id))[0]).toMatchObject({ id: known.id, category: `Painted wall ${n}` });
  expect((await contactsOf(other.bodyId))[0]).toMatchObject({ category: `Wall paint ${n}` });
  const [entry] = await entries(body.id);
  expect(entry).toMatchObject({ action: "contacts.edit", subject: { movedReports: 1 } });
});

test("a name that a deleted contact still has goes to the live one, which gives it the old name", async () => {
  const n = mark();
  const { body, contact, sync } = await following();
  const [live, gone] = [
    await contact("A-1", `Old ${n}`),
    await contact("x", `New ${n}`, { state: "deleted" }),
  ];
  council.offer([service("A-1", `New ${n}`)]);
  expect(await sync()).toMatchObject({ kind: "done", counts: { updated: 1, failed: 0 } });
  expect(await contactsOf(body.id)).toMatchObject([
    { id: live.id, category: `New ${n}`, state: "confirmed" },
    { id: gone.id, category: `Old ${n}`, state: "deleted", destination: "x" },
  ]);
  expect(await db.category.count({ where: { name: { startsWith: "(contact" } } })).toBe(0);
});

test("AC-135: what disappears is taken away and comes back as it was, in the same row", async () => {
  const n = mark();
  const { body, contact, sync } = await following();
  const stays = [1, 2, 3].map((one) => service(`S-${one}`, `Stays ${n} ${one}`));
  for (const { serviceCode, serviceName } of stays) await contact(serviceCode, serviceName);
  const [inactive, staff] = [
    await contact("I-1", `Inactive ${n}`, { state: "inactive" }),
    await contact("T-1", `Staff ${n}`, { state: "staff" }),
  ];
  const find = async (id: number) => (await contactsOf(body.id)).find((one) => one.id === id);
  council.offer(stays);
  expect(await sync()).toMatchObject({ kind: "done", counts: { retired: 1, known: 3 } });
  expect(await find(inactive.id)).toMatchObject({ state: "deleted", stateBeforeRetired: "inactive" });
  expect(await find(staff.id)).toMatchObject({ state: "staff" });
  expect((await entries(body.id)).at(-1)).toMatchObject({
    before: { state: "inactive" },
    after: { state: "deleted" },
  });
  council.offer([...stays, service("I-1", `Inactive ${n}`)]);
  expect(await sync()).toMatchObject({ kind: "done", counts: { revived: 1 } });
  expect(await find(inactive.id)).toMatchObject({ state: "inactive", stateBeforeRetired: null });
});

test.each<[string, () => void]>([
  ["an error", () => council.fault({ on: "services", kind: "refuse", status: 500 })],
  ["a web page", () => council.fault({ on: "services", kind: "nonsense", what: "html" })],
  ["half a list", () => council.fault({ on: "services", kind: "cut-mid-body" })],
  ["an empty list", () => council.offer([])],
])("AC-136: %s changes nothing, is told, and is asked again soon", async (_, spoil) => {
  const { body, connection, contact, sync } = await following();
  await contact("A-1", `Unharmed ${mark()}`);
  council.offer([service("B-1", "Never made")]);
  spoil();
  const before = await contactsOf(body.id);
  const synced = await sync();
  expect(synced.kind).toBe("failed");
  expect(await contactsOf(body.id)).toEqual(before);
  const [poll] = await polls(connection.id);
  expect(poll).toMatchObject({ state: "failed", error: "reason" in synced ? synced.reason : "" });
  const { failures, lastError, dueAt, leasedUntil } = await markOf(connection.id);
  expect({ failures, lastError, leasedUntil }).toEqual({
    failures: 1,
    lastError: poll?.error,
    leasedUntil: null,
  });
  expect(dueAt.getTime()).toBeLessThanOrEqual(Date.now() + 5 * 60_000);
});

test("whoever asks for patience is given it", async () => {
  const { connection, sync } = await following();
  council.fault({ on: "services", kind: "too-many", retryAfter: 3_000 });
  await sync();
  expect((await markOf(connection.id)).dueAt.getTime()).toBeGreaterThan(Date.now() + 2_900_000);
});

test("a connection by which nothing goes is told of, and is not asked about every minute", async () => {
  const body = await makeBody();
  const columns = packSettings("open311", { endpoint: council.url });
  const connection = await makeConnection({
    bodyId: body.id,
    method: "open311",
    syncServices: true,
    ...columns,
  });
  const synced = await syncServices({ connectionId: connection.id, now: new Date(), worker: "w" });
  expect(synced.kind).toBe("refused");
  expect(council.calls).toEqual([]);
  const { lastError, dueAt } = await markOf(connection.id);
  expect(lastError).toMatch(/No category can go by this connection/);
  expect(dueAt.getTime()).toBeGreaterThan(Date.now() + 4 * 60_000);
  expect(await polls(connection.id)).toMatchObject([{ state: "failed", error: lastError }]);
});

test("a definition that cannot be read leaves its questions, and whoever does not answer is not asked for the rest", async () => {
  const n = mark();
  const { body, contact, sync } = await following();
  await contact("D-1", `Asks ${n}`, { questions: [{ code: "known", description: "Known?" }] });
  council.offer(
    Array.from({ length: 20 }, (_, d) =>
      service(`D-${d + 1}`, `Asks ${n}${d ? ` ${d}` : ""}`, { attributes: [asks("new", "New?")] }),
    ),
  );
  council.fault({ on: "definition", kind: "refuse", status: 503 });
  const synced = await sync();
  expect(synced).toMatchObject({
    kind: "done",
    counts: { known: 1, created: 0, skipped: { no_definition: 19 } },
  });
  expect("counts" in synced && synced.counts.calls).toBeLessThan(10);
  expect((await contactsOf(body.id))[0]?.questions).toMatchObject([{ code: "known" }]);
});

test("the first list of a connection waits for a person, who sees what would be done and lets it through", async () => {
  const n = mark();
  council.offer([service("F-1", `First ${n}`)]);
  const { body, connection, sync } = await following({}, { settled: false });
  expect(await sync()).toMatchObject({ kind: "held", counts: { held: 1, created: 0 } });
  expect(await sync()).toMatchObject({ kind: "held" });
  expect(await contactsOf(body.id)).toEqual([]);
  const { held, inStepAt } = await servicesOf(us, connection.id);
  expect({ inStepAt, because: held?.because, counts: held?.diff.counts }).toMatchObject({
    inStepAt: null,
    because: ["first"],
    counts: { create: 1 },
  });
  const fingerprint = held?.diff.fingerprint ?? "";
  expect(await applyHeldSync(us, { connectionId: connection.id, fingerprint })).toMatchObject({
    kind: "applied",
    counts: { created: 1 },
  });
  expect(await contactsOf(body.id)).toHaveLength(1);
  expect(await servicesOf(us, connection.id)).toMatchObject({ held: null, inStepAt: expect.any(String) });
  const applied = { connectionId: connection.id, action: "connections.apply-services" };
  expect(await db.auditEntry.count({ where: applied })).toBe(1);
  council.offer([service("F-1", `First ${n}`), service("F-2", `Second ${n}`)]);
  expect(await sync()).toMatchObject({ kind: "done", counts: { created: 1 } });
});

test("what has changed since a person looked is not carried out, but shown anew", async () => {
  const n = mark();
  council.offer([service("L-1", `Looked at ${n}`)]);
  const { body, connection } = await following({}, { settled: false });
  const seen = await previewSync(us, { connectionId: connection.id });
  const fingerprint = seen.ok ? seen.diff.fingerprint : "";
  expect(await contactsOf(body.id)).toEqual([]);
  council.offer([service("L-1", `Renamed ${n}`)]);
  const answer = await applyHeldSync(us, { connectionId: connection.id, fingerprint });
  expect(answer).toMatchObject({ kind: "changed", diff: { changes: [{ category: `Renamed ${n}` }] } });
  expect(await contactsOf(body.id)).toEqual([]);
  expect((await servicesOf(us, connection.id)).held?.diff.changes[0]?.category).toBe(`Renamed ${n}`);
});

test("a list that loses more than a third is held, dismissed, and asked about again once it is another", async () => {
  const n = mark();
  const all = [1, 2, 3, 4].map((one) => service(`M-${one}`, `Many ${n} ${one}`));
  const { body, connection, contact, sync } = await following();
  for (const { serviceCode, serviceName } of all) await contact(serviceCode, serviceName);
  council.offer(all);
  expect(await sync()).toMatchObject({ kind: "done", counts: { known: 4 } });
  council.offer(all.slice(0, 2));
  const synced = await sync();
  expect(synced).toMatchObject({ kind: "held", diff: { counts: { retire: 2 } } });
  const held = (await servicesOf(us, connection.id)).held;
  expect(held?.because).toEqual(["many", "shrunk"]);
  const fingerprint = held?.diff.fingerprint ?? "";
  await expect(
    dismissHeldSync(us, { connectionId: connection.id, fingerprint: "another" }),
  ).rejects.toMatchObject({ code: "conflict" });
  await dismissHeldSync(us, { connectionId: connection.id, fingerprint });
  await sync();
  expect((await servicesOf(us, connection.id)).held?.dismissed).toBe(true);
  council.offer(all.slice(0, 1));
  await sync();
  expect((await servicesOf(us, connection.id)).held).toMatchObject({
    dismissed: false,
    diff: { counts: { retire: 3 } },
  });
  expect((await contactsOf(body.id)).map(({ state }) => state)).toEqual(Array(4).fill("confirmed"));
  council.offer(all);
  expect(await sync()).toMatchObject({ kind: "done" });
  expect((await servicesOf(us, connection.id)).held).toBeNull();
});

test("AC-134: new categories of a connection that is not the body's own get it as theirs, and others' stay untouched", async () => {
  const n = mark();
  const body = await makeBody({ canBeDevolved: true });
  const columns = packSettings("open311", { endpoint: council.url });
  const made = { bodyId: body.id, method: "open311" as const, syncServices: true, ...columns };
  const connection = await makeConnection(made);
  await db.watermark.create({
    data: { connectionId: connection.id, kind: "services", readUpTo: new Date() },
  });
  const category = await makeCategory({ name: `By mail ${n}` });
  await makeContact({ bodyId: body.id, categoryId: category.id });
  council.offer([service("X-1", `Devolved ${n}`), service("X-2", `By mail ${n}`)]);
  const [before] = await contactsOf(body.id);
  expect(await syncServices({ connectionId: connection.id, now: new Date(), worker: "w" })).toMatchObject({
    kind: "done",
    counts: { created: 1, retired: 0, skipped: { elsewhere: 1 } },
  });
  const [mail, devolved] = await contactsOf(body.id);
  expect(mail).toEqual(before);
  expect(devolved).toMatchObject({ category: `Devolved ${n}`, connectionId: connection.id });
});

test("what a person took away stays away, also after the list had taken it away before", async () => {
  const n = mark();
  const { body, contact, sync } = await following();
  const stays = [1, 2].map((one) => service(`P-${one}`, `Here ${n} ${one}`));
  for (const { serviceCode, serviceName } of stays) await contact(serviceCode, serviceName);
  const gone = await contact("P-9", `Unwanted ${n}`);
  council.offer(stays);
  await sync();
  const set = (state: "confirmed" | "deleted") =>
    changeContacts(us, { contactIds: [gone.id], change: { do: "state", state }, note: "By hand" });
  await set("confirmed");
  await set("deleted");
  council.offer([...stays, service("P-9", `Unwanted ${n}`)]);
  expect(await sync()).toMatchObject({ kind: "done", counts: { skipped: { removed: 1 }, created: 0 } });
  expect((await contactsOf(body.id)).at(-1)).toMatchObject({ id: gone.id, state: "deleted" });
});

test("two workers do not follow one list at the same time, and what a lost one left is taken over", async () => {
  council.offer([service("W-1", `Worked ${mark()}`)]);
  const { connection, sync } = await following();
  const both = await Promise.all([sync(), sync()]);
  expect(both.map(({ kind }) => kind).sort()).toEqual(["busy", "done"]);
  await db.watermark.updateMany({
    where: { connectionId: connection.id },
    data: { leasedBy: "lost", leasedUntil: new Date(Date.now() - 1_000) },
  });
  await db.poll.create({ data: { connectionId: connection.id, kind: "services", state: "running" } });
  expect((await sync()).kind).toBe("done");
  expect((await polls(connection.id)).map(({ state }) => state)).toEqual(["done", "failed", "done"]);
});

test("lists that are due are asked for, once each; paused ones, retired bodies' and a test system's are not", async () => {
  await db.watermark.deleteMany();
  await db.connection.updateMany({ data: { syncServices: false } });
  const { connection, sync } = await following({}, { settled: false });
  await following({}, { settled: false, pausedAt: new Date() });
  const { body } = await following();
  await db.body.update({ where: { id: body.id }, data: { deletedAt: new Date() } });
  provideEnv({ STAGING: "1" });
  expect(await nudgeDueServices(new Date())).toBe(0);
  expect(await sync()).toMatchObject({ kind: "refused" });
  provideEnv({ STAGING: "0" });
  expect(await nudgeDueServices(new Date())).toBe(1);
  expect(await nudgeDueServices(new Date())).toBe(1);
  const jobs = await db.$queryRaw<
    { key: string }[]
  >`select key from graphile_worker.jobs where key like 'sync-services:%'`;
  expect(jobs).toEqual([{ key: `sync-services:${connection.id}` }]);
  council.offer([service("N-1", `Nudged ${mark()}`)]);
  expect(await runSync({ connectionId: connection.id, worker: "w" })).toEqual({
    ...{ connections: 1, seen: 1, created: 0, updated: 0, revived: 0, retired: 0, known: 0, left: 0 },
    ...{ failed: 0, held: 1 },
  });
  expect(await nudgeDueServices(new Date())).toBe(0);
  expect(await nudgeDueServices(new Date(Date.now() + 61 * 60_000))).toBe(1);
});

test("somebody who is limited to some categories neither sees the list's differences nor lets them through", async () => {
  const { body, connection } = await following();
  const staff = (more: object): Actor => ({
    ...{ kind: "staff", userId: 1, superuser: false, bodyId: body.id, permissions: ["contact:edit"] },
    ...more,
  });
  await expect(servicesOf(staff({ categoryIds: [1] }), connection.id)).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(
    applyHeldSync(staff({ permissions: ["connection:edit"] }), {
      connectionId: connection.id,
      fingerprint: "x",
    }),
  ).rejects.toMatchObject({ code: "forbidden" });
  expect(await servicesOf(staff({}), connection.id)).toMatchObject({ mayApply: true });
});
