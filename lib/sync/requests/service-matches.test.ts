import { expect, test } from "vitest";
import "@/lib/testing/database";
import type { Actor } from "@/lib/actor";
import { db } from "@/lib/db";
import { replayDeadLetters } from "@/lib/sync/dead-letters/act-on-letters";
import { keepUnreadable } from "@/lib/sync/dead-letters/keep-unreadable";
import { listServiceMatches, type ServiceMatch } from "@/lib/sync/requests/list-service-matches";
import { saveServiceMatches } from "@/lib/sync/requests/save-service-matches";
import { takeRequests } from "@/lib/sync/requests/take-requests";
import { nudgeWaiting, takeWaiting } from "@/lib/sync/requests/take-waiting";
import { makeCategory, makeContact, makeUser } from "@/lib/testing/factories";
import { type Importing, importedAs, makeImporting, makeRequest } from "@/lib/testing/importing";
import { actorNow } from "@/lib/testing/staff";

const now = new Date("2026-05-12T12:00:00Z");
const root: Actor = await actorNow((await makeUser({ superuser: true })).id);

const take = ({ connection }: Importing, items: Parameters<typeof takeRequests>[1]) =>
  takeRequests(connection, items, { now });
const list = ({ connection }: Importing, cursor?: string) =>
  listServiceMatches(root, { connectionId: connection.id, ...(cursor !== undefined && { cursor }) });
const save = ({ connection }: Importing, matches: { id: number; choice: number | "out" | "" }[]) =>
  saveServiceMatches(root, { connectionId: connection.id, matches }, now);
const waitingAt = ({ connection }: Importing) =>
  db.deadLetter.count({ where: { connectionId: connection.id, waitsFor: { not: null }, resolvedAt: null } });

async function matchOf(of: Importing, code: string): Promise<ServiceMatch> {
  const found = (await list(of)).items.find((one) => one.code === code);
  if (!found) throw new Error(`${code} was never seen.`);
  return found;
}

/** A body with a category of that name. */
async function withCategory(of: Importing, name: string) {
  const category = await makeCategory({ name });
  await makeContact({ bodyId: of.body.id, categoryId: category.id, destination: `to-${category.id}` });
  return category;
}

const jobsFor = async ({ connection }: Importing) => {
  const rows = await db.$queryRaw<{ payload: { connectionId: number } }[]>`
    select p.payload from graphile_worker._private_jobs p
    join graphile_worker._private_tasks t on t.id = p.task_id where t.identifier = 'take-waiting'`;
  return rows.filter(({ payload }) => payload.connectionId === connection.id).length;
};

test("rows of a code that nobody knows wait, and come in once it is matched, with what was told of them last", async () => {
  const town = await makeImporting();
  const lamps = await withCategory(town, "Street lights");
  const [one, two] = [
    makeRequest({ serviceCode: "L1", serviceName: "Street light" }),
    makeRequest({ serviceCode: "L1" }),
  ];
  const elsewhere = makeRequest({ serviceCode: "L1", lat: 50 });
  const taken = await take(town, [one, two, elsewhere]);
  expect(taken).toMatchObject([
    { kind: "waiting", code: "L1", deadLetterId: expect.any(Number) },
    { kind: "waiting" },
    { kind: "skipped", reason: "outside" },
  ]);
  await take(town, [{ ...one, status: "closed", updatedDatetime: now }]);
  expect(await waitingAt(town)).toBe(2);

  const match = await matchOf(town, "L1");
  expect(match).toMatchObject({ waiting: 2, chosen: null, byContact: null });
  expect(await save(town, [{ id: match.id, choice: lamps.id }])).toEqual({ changed: 1, waiting: 2 });
  expect(await waitingAt(town)).toBe(0);
  expect(await importedAs(town.body, one)).toMatchObject({
    report: { categoryId: lamps.id, state: "fixed_council" },
  });
  expect(await importedAs(town.body, two)).toMatchObject({ state: "received" });
  expect(await db.deadLetter.findFirst({ where: { externalId: one.serviceRequestId } })).toMatchObject({
    ...{ resolution: "imported", waitsFor: null },
  });
  const entry = await db.auditEntry.findFirstOrThrow({
    where: { connectionId: town.connection.id, action: "imports.match" },
  });
  expect([entry.before, entry.after]).toEqual([{ L1: null }, { L1: "Street lights" }]);
  // Broken off, the job would have done the rest; it finds nothing.
  expect(await jobsFor(town)).toBe(1);
  expect(await takeWaiting(town.connection.id, { now })).toMatchObject({ created: 0, waiting: 0 });
  expect(await save(town, [{ id: match.id, choice: lamps.id }])).toEqual({ changed: 0, waiting: 0 });
});

test("codes that nobody has matched come first, each with the category whose name is most like its own", async () => {
  const town = await makeImporting();
  await withCategory(town, "Potholes in roads");
  await withCategory(town, "Dead animals");
  await take(town, [
    makeRequest(),
    makeRequest({ serviceCode: "P", serviceName: "Pothole" }),
    makeRequest({ serviceCode: "Z", serviceName: "Qwertz" }),
    makeRequest({ serviceCode: "A", serviceName: "Animal (dead)" }),
  ]);
  const { items, unmatched, waiting, categories } = await list(town);
  expect(items.map(({ code, suggestion }) => [code, suggestion?.name])).toEqual([
    ["A", "Dead animals"],
    ["P", "Potholes in roads"],
    ["Z", undefined],
    ["KRB-7", undefined],
  ]);
  expect(items.at(-1)).toMatchObject({ byContact: { id: town.category.id }, waiting: 0 });
  expect({ unmatched, waiting, categories: categories.length }).toEqual({
    unmatched: 3,
    waiting: 3,
    categories: 3,
  });
});

test("many codes are read page by page", async () => {
  const town = await makeImporting();
  await take(
    town,
    Array.from({ length: 60 }, (_, n) => makeRequest({ serviceCode: `C${n}`, serviceName: "Same" })),
  );
  const first = await list(town);
  const second = await list(town, first.next ?? "");
  expect([first.items.length, second.items.length, second.next]).toEqual([50, 10, null]);
  expect(new Set([...first.items, ...second.items].map(({ code }) => code)).size).toBe(60);
});

test("a code that is left out is a rule of the connection, and no row waits for it", async () => {
  const town = await makeImporting();
  const one = makeRequest({ serviceCode: "W1" });
  await take(town, [one]);
  const { id } = await matchOf(town, "W1");
  await save(town, [{ id, choice: "out" }]);
  const settings = async () =>
    (await db.connection.findUniqueOrThrow({ where: { id: town.connection.id } })).settings;
  expect(await settings()).toMatchObject({ importExcludeCategories: ["W1"] });
  expect(await waitingAt(town)).toBe(0);
  expect(await matchOf(town, "W1")).toMatchObject({ chosen: "out" });
  expect(await take(town, [one])).toEqual([{ kind: "skipped", reason: "excluded_category" }]);
  await save(town, [{ id, choice: town.category.id }]);
  expect(await settings()).toMatchObject({ importExcludeCategories: [] });
  expect(await take(town, [one])).toMatchObject([{ kind: "created" }]);
});

test("a code with a star in it leaves out itself, and none that looks like it", async () => {
  const town = await makeImporting();
  const [star, other] = [makeRequest({ serviceCode: "A*B" }), makeRequest({ serviceCode: "AxB" })];
  await take(town, [star, other]);
  const { id } = await matchOf(town, "A*B");
  await save(town, [{ id, choice: "out" }]);
  expect(await take(town, [star, other])).toMatchObject([
    { kind: "skipped", reason: "excluded_category" },
    { kind: "waiting" },
  ]);
  expect(await matchOf(town, "A*B")).toMatchObject({ chosen: "out" });
  await save(town, [{ id, choice: town.category.id }]);
  expect(await take(town, [star])).toMatchObject([{ kind: "created" }]);
});

test("what another rule leaves out cannot be matched, and only the body's own categories can be chosen", async () => {
  const town = await makeImporting({ importExcludeCategories: ["WASTE_*"] });
  const foreign = await makeCategory();
  await take(town, [makeRequest({ serviceCode: "WASTE_1" }), makeRequest({ serviceCode: "X" })]);
  const [waste, other] = [await matchOf(town, "WASTE_1"), await matchOf(town, "X")];
  await expect(save(town, [{ id: waste.id, choice: town.category.id }])).rejects.toMatchObject({
    ...{ code: "invalid", fields: { [`match.${waste.id}`]: expect.stringContaining("WASTE_1") } },
  });
  await expect(save(town, [{ id: other.id, choice: foreign.id }])).rejects.toMatchObject({
    ...{ code: "invalid", fields: { [`match.${other.id}`]: expect.any(String) } },
  });
  await expect(save(await makeImporting(), [{ id: other.id, choice: "out" }])).rejects.toMatchObject({
    code: "not_found",
  });
  expect(
    await save(town, [
      { id: waste.id, choice: "out" },
      { id: other.id, choice: "" },
    ]),
  ).toMatchObject({ changed: 0 });
});

test("rows also come in when a contact gets their code, or the connection takes unknown ones: the sweep sees to it", async () => {
  const town = await makeImporting();
  await take(town, [makeRequest({ serviceCode: "NEW-1" }), makeRequest({ serviceCode: "NEW-2" })]);
  await nudgeWaiting();
  expect(await jobsFor(town)).toBe(0);
  await makeContact({ bodyId: town.body.id, destination: "NEW-1" });
  await nudgeWaiting();
  expect(await jobsFor(town)).toBe(1);
  expect(await takeWaiting(town.connection.id, { now })).toMatchObject({ created: 1 });
  expect(await waitingAt(town)).toBe(1);
  const { settings } = await db.connection.findUniqueOrThrow({ where: { id: town.connection.id } });
  await db.connection.update({
    where: { id: town.connection.id },
    data: { settings: { ...(settings as object), unknownServiceCode: "skip" } },
  });
  expect(await takeWaiting(town.connection.id, { now })).toMatchObject({ skipped: 1 });
  expect(await waitingAt(town)).toBe(0);
});

test("a match to a category that the body has no more is none: its rows wait again", async () => {
  const town = await makeImporting();
  const old = await withCategory(town, "Old name");
  await take(town, [makeRequest({ serviceCode: "O" })]);
  const { id } = await matchOf(town, "O");
  await save(town, [{ id, choice: old.id }]);
  await db.contact.updateMany({ where: { categoryId: old.id }, data: { state: "deleted" } });
  expect(await take(town, [makeRequest({ serviceCode: "O" })])).toMatchObject([{ kind: "waiting" }]);
  expect(await matchOf(town, "O")).toMatchObject({ chosen: null });
  await nudgeWaiting();
  expect(await takeWaiting(town.connection.id, { now })).toMatchObject({ created: 0, waiting: 0 });
});

test("letters of requests are tried again by a person, each answered by what came of it", async () => {
  const town = await makeImporting();
  const [one, outside] = [makeRequest({ serviceCode: "N" }), makeRequest({ serviceCode: "N" })];
  await take(town, [one, outside]);
  await keepUnreadable(
    town.connection,
    [{ reason: "No id", row: { status: "open" } }],
    null,
    now,
    "requests",
  );
  const letters = await db.deadLetter.findMany({
    where: { connectionId: town.connection.id },
    orderBy: { id: "asc" },
    select: { id: true, externalId: true, payload: true },
  });
  const ids = letters.map(({ id }) => id);
  const replay = async () =>
    (await replayDeadLetters(root, { ids }, now)).map(({ result }) => result.kind).sort();
  expect(await replay()).toEqual(["dead", "dead", "unreadable"]);

  await makeContact({ bodyId: town.body.id, destination: "N" });
  const moved = letters.find(({ externalId }) => externalId === outside.serviceRequestId);
  await db.deadLetter.update({
    where: { id: moved?.id ?? 0 },
    data: { payload: { ...(moved?.payload as object), lat: 50 } },
  });
  expect(await replay()).toEqual(["created", "left_out", "unreadable"]);
  expect(await importedAs(town.body, one)).toMatchObject({ state: "received" });
  expect(await db.deadLetter.count({ where: { id: { in: ids }, resolution: "replayed" } })).toBe(2);
});

test("a request that has no number yet is one letter, whatever its status; once it has one, that is dealt with", async () => {
  const town = await makeImporting();
  const requestedDatetime = new Date("2026-05-12T09:00:00Z");
  const row = (status: string) => ({
    reason: "No service_request_id (yet)",
    row: {
      ...{ status, token: "T-1", service_code: "KRB-7", description: " Kerb is loose. " },
      ...{ requested_datetime: requestedDatetime.toISOString(), lat: "54.6", long: 2.3 },
    },
  });
  const keep = (status: string) => keepUnreadable(town.connection, [row(status)], null, now, "requests");
  const letters = () => db.deadLetter.findMany({ where: { connectionId: town.connection.id } });
  for (const status of ["open", "closed"]) await keep(status);
  expect(await letters()).toMatchObject([{ attempts: 2, resolvedAt: null }]);

  const about = {
    requestedDatetime,
    serviceCode: "KRB-7",
    description: "Kerb is loose.",
    lat: 54.6,
    long: 2.3,
  };
  await take(town, [makeRequest({ ...about, description: "Another one." })]);
  expect(await letters()).toMatchObject([{ resolvedAt: null }]);
  await take(town, [makeRequest(about)]);
  expect(await letters()).toMatchObject([{ resolution: "imported" }]);
  await db.deadLetter.updateMany({
    where: { connectionId: town.connection.id },
    data: { resolution: "dismissed" },
  });
  expect([await keep("open"), await letters()]).toMatchObject([0, [{ resolution: "dismissed" }]]);
});
