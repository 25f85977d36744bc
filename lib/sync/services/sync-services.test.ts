import "@/lib/testing/database";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { job } from "@/lib/actor";
import { changeContacts } from "@/lib/bodies/change-contacts";
import { packSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { provideEnv } from "@/lib/env";
import { nudgeDueServices } from "@/lib/sync/services/nudge-due";
import { runSync } from "@/lib/sync/services/run-sync";
import { syncServices } from "@/lib/sync/services/sync-services";
import { type Council, startCouncil } from "@/lib/testing/council";
import {
  makeBody,
  makeCategory,
  makeConnection,
  makeContact,
  makeDelivery,
  makeReport,
} from "@/lib/testing/factories";
import {
  asking,
  contactsOf,
  entriesOf,
  following,
  mark,
  markOf,
  offered,
  pollsOf,
} from "@/lib/testing/following";

let council: Council;
beforeAll(async () => {
  council = await startCouncil();
});
afterAll(() => council.close());
beforeEach(() => council.reset());

const us = job("test");
test("AC-130: a new service is a confirmed contact with its questions, and its history says how it came", async () => {
  const n = mark();
  council.offer([
    offered("NEW-1", `Painted wall ${n}`, { attributes: [asking("colour", "Colour:")], groups: ["Walls"] }),
  ]);
  const { body, connection, sync } = await following(council);
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
  const [made, asked] = await entriesOf(body.id);
  expect(made).toMatchObject({ action: "contacts.create", actorKind: "job", actorName: "sync-services" });
  expect(made?.note).toMatch(/^created/);
  expect(asked?.action).toBe("contacts.questions");
  expect(await pollsOf(connection.id)).toMatchObject([
    { state: "done", trigger: "schedule", counts: { created: 1 } },
  ]);
});

test("AC-137: AC-140: where everything is in step nothing is written, also with accents and groups in another order", async () => {
  const n = mark();
  const listed = offered("A-1", `Straßenlärm ${n}`, {
    attributes: [
      asking("groesse", "Größe, très précisément"),
      asking("asset", "Asset", { automated: "hidden_field", order: 2 }),
    ],
    groups: ["Überall", "Ärger"],
  });
  council.offer([listed]);
  const { body, sync } = await following(council);
  await sync();
  const [before, history] = [await contactsOf(body.id), await entriesOf(body.id)];
  council.offer([{ ...listed, groups: ["Ärger", "Überall"] }]);
  expect(await sync()).toMatchObject({ kind: "done", counts: { known: 1, updated: 0 } });
  expect(await contactsOf(body.id)).toEqual(before);
  expect(await entriesOf(body.id)).toEqual(history);
});

test("AC-131: TRAP-29: a renamed service takes this body's reports along, and leaves another body's alone", async () => {
  const n = mark();
  const { body, contact, sync } = await following(council);
  const known = await contact("NEW-1", `Wall paint ${n}`);
  const other = await makeContact({ categoryId: known.categoryId });
  const [ours, theirs] = await Promise.all([
    makeReport({ categoryId: known.categoryId }),
    makeReport({ categoryId: known.categoryId }),
  ]);
  await makeDelivery({ reportId: ours.id, bodyId: body.id, contactId: known.id, state: "sent" });
  await makeDelivery({ reportId: theirs.id, bodyId: other.bodyId, contactId: other.id, state: "sent" });
  council.offer([offered("NEW-1", `Painted wall ${n}`)]);
  expect(await sync()).toMatchObject({ kind: "done", counts: { updated: 1 } });
  const nameOf = async (id: number) =>
    (await db.report.findUniqueOrThrow({ where: { id }, include: { category: true } })).category.name;
  expect(await nameOf(ours.id)).toBe(`Painted wall ${n}`);
  expect(await nameOf(theirs.id)).toBe(`Wall paint ${n}`);
  expect((await contactsOf(body.id))[0]).toMatchObject({ id: known.id, category: `Painted wall ${n}` });
  expect((await contactsOf(other.bodyId))[0]).toMatchObject({ category: `Wall paint ${n}` });
  const [entry] = await entriesOf(body.id);
  expect(entry).toMatchObject({ action: "contacts.edit", subject: { movedReports: 1 } });
});

test("a name that a deleted contact still has goes to the live one, which gives it the old name", async () => {
  const n = mark();
  const { body, contact, sync } = await following(council);
  const [live, gone] = [
    await contact("A-1", `Old ${n}`),
    await contact("x", `New ${n}`, { state: "deleted" }),
  ];
  council.offer([offered("A-1", `New ${n}`)]);
  expect(await sync()).toMatchObject({ kind: "done", counts: { updated: 1, failed: 0 } });
  expect(await contactsOf(body.id)).toMatchObject([
    { id: live.id, category: `New ${n}`, state: "confirmed" },
    { id: gone.id, category: `Old ${n}`, state: "deleted", destination: "x" },
  ]);
  expect(await db.category.count({ where: { name: { startsWith: "(contact" } } })).toBe(0);
});

test("AC-135: what disappears is taken away and comes back as it was, in the same row", async () => {
  const n = mark();
  const { body, contact, sync } = await following(council);
  const stays = [1, 2, 3].map((one) => offered(`S-${one}`, `Stays ${n} ${one}`));
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
  expect((await entriesOf(body.id)).at(-1)).toMatchObject({
    before: { state: "inactive" },
    after: { state: "deleted" },
  });
  council.offer([...stays, offered("I-1", `Inactive ${n}`)]);
  expect(await sync()).toMatchObject({ kind: "done", counts: { revived: 1 } });
  expect(await find(inactive.id)).toMatchObject({ state: "inactive", stateBeforeRetired: null });
});

test.each<[string, () => void]>([
  ["an error", () => council.fault({ on: "services", kind: "refuse", status: 500 })],
  ["a web page", () => council.fault({ on: "services", kind: "nonsense", what: "html" })],
  ["half a list", () => council.fault({ on: "services", kind: "cut-mid-body" })],
  ["an empty list", () => council.offer([])],
])("AC-136: %s changes nothing, is told, and is asked again soon", async (_, spoil) => {
  const { body, connection, contact, sync } = await following(council);
  await contact("A-1", `Unharmed ${mark()}`);
  council.offer([offered("B-1", "Never made")]);
  spoil();
  const before = await contactsOf(body.id);
  const synced = await sync();
  expect(synced.kind).toBe("failed");
  expect(await contactsOf(body.id)).toEqual(before);
  const [poll] = await pollsOf(connection.id);
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
  const { connection, sync } = await following(council);
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
  expect(await pollsOf(connection.id)).toMatchObject([{ state: "failed", error: lastError }]);
});

test("a definition that cannot be read leaves its questions, and whoever does not answer is not asked for the rest", async () => {
  const n = mark();
  const { body, contact, sync } = await following(council);
  await contact("D-1", `Asks ${n}`, { questions: [{ code: "known", description: "Known?" }] });
  council.offer(
    Array.from({ length: 20 }, (_, d) =>
      offered(`D-${d + 1}`, `Asks ${n}${d ? ` ${d}` : ""}`, { attributes: [asking("new", "New?")] }),
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
  council.offer([offered("X-1", `Devolved ${n}`), offered("X-2", `By mail ${n}`)]);
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
  const { body, contact, sync } = await following(council);
  const stays = [1, 2].map((one) => offered(`P-${one}`, `Here ${n} ${one}`));
  for (const { serviceCode, serviceName } of stays) await contact(serviceCode, serviceName);
  const gone = await contact("P-9", `Unwanted ${n}`);
  council.offer(stays);
  await sync();
  const set = (state: "confirmed" | "deleted") =>
    changeContacts(us, { contactIds: [gone.id], change: { do: "state", state }, note: "By hand" });
  await set("confirmed");
  await set("deleted");
  council.offer([...stays, offered("P-9", `Unwanted ${n}`)]);
  expect(await sync()).toMatchObject({ kind: "done", counts: { skipped: { removed: 1 }, created: 0 } });
  expect((await contactsOf(body.id)).at(-1)).toMatchObject({ id: gone.id, state: "deleted" });
});

test("two workers do not follow one list at the same time, and what a lost one left is taken over", async () => {
  council.offer([offered("W-1", `Worked ${mark()}`)]);
  const { connection, sync } = await following(council);
  const both = await Promise.all([sync(), sync()]);
  expect(both.map(({ kind }) => kind).sort()).toEqual(["busy", "done"]);
  await db.watermark.updateMany({
    where: { connectionId: connection.id },
    data: { leasedBy: "lost", leasedUntil: new Date(Date.now() - 1_000) },
  });
  await db.poll.create({ data: { connectionId: connection.id, kind: "services", state: "running" } });
  expect((await sync()).kind).toBe("done");
  expect((await pollsOf(connection.id)).map(({ state }) => state)).toEqual(["done", "failed", "done"]);
});

test("lists that are due are asked for, once each; paused ones, retired bodies' and a test system's are not", async () => {
  await db.watermark.deleteMany();
  await db.connection.updateMany({ data: { syncServices: false } });
  const { connection, sync } = await following(council, {}, { settled: false });
  await following(council, {}, { settled: false, pausedAt: new Date() });
  const { body } = await following(council);
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
  council.offer([offered("N-1", `Nudged ${mark()}`)]);
  expect(await runSync({ connectionId: connection.id, worker: "w" })).toEqual({
    ...{ connections: 1, seen: 1, created: 0, updated: 0, revived: 0, retired: 0, known: 0, left: 0 },
    ...{ failed: 0, held: 1 },
  });
  expect(await nudgeDueServices(new Date())).toBe(0);
  expect(await nudgeDueServices(new Date(Date.now() + 61 * 60_000))).toBe(1);
});
