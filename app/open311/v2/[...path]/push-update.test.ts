import "@/lib/testing/database";
import { beforeAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { POST, PUT } from "@/app/open311/v2/[...path]/route";
import { packSettings } from "@/lib/bodies/connections";
import { hashClientKey } from "@/lib/clients/client-key";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { limit } from "@/lib/rate-limit";
import {
  makeBody,
  makeConnection,
  makeContact,
  makeDelivery,
  makeReport,
  makeUser,
} from "@/lib/testing/factories";

const receiveKey = "a key that only this back end knows";

let last = 0;
const fresh = (what: string) => `${what}-${++last}`;

/** A body whose back end may push. */
async function council(settings: object = {}, body: object = {}) {
  const user = await makeUser();
  const made = await makeBody({ updatesUserId: user.id, ...body });
  const connection = await makeConnection({
    ...{ bodyId: made.id, method: "open311" },
    ...packSettings("open311", { endpoint: "https://council.example", receiveKey, ...settings }),
  });
  return { body: made, connection, user };
}
type Council = Awaited<ReturnType<typeof council>>;

async function sent(to: Council, externalId = fresh("S")) {
  const report = await makeReport({ updatedAt: new Date("2026-05-12T09:00:00Z") });
  const contact = await makeContact({ bodyId: to.body.id, categoryId: report.categoryId });
  await makeDelivery({
    ...{ reportId: report.id, bodyId: to.body.id, connectionId: to.connection.id, contactId: contact.id },
    ...{ method: "open311", state: "sent", externalId, firstSentAt: new Date("2026-05-12T09:00:00Z") },
  });
  return { report, externalId };
}

type Fields = Record<string, string>;
const fieldsFor = (to: Council, externalId: string, more: Fields = {}): Fields => ({
  ...{ jurisdiction_id: to.body.slug, api_key: receiveKey, service_request_id: externalId },
  ...{ update_id: fresh("u"), updated_datetime: "2026-05-12T10:30:00Z", status: "IN_PROGRESS" },
  ...{ description: "On it", ...more },
});

const call = (handler: typeof POST, method: string, path: string, body?: BodyInit, headers = {}) =>
  handler(
    new Request(`https://mendline.test/open311/v2/${path}`, { method, headers, ...(body && { body }) }),
  );
const push = (fields: Fields, format = "xml", headers = {}) =>
  call(POST, "POST", `servicerequestupdates.${format}`, new URLSearchParams(fields), headers);

/** Status and what is said: the number of the update, or why not. */
async function answered(response: Response): Promise<[number, string | null]> {
  const text = await response.text();
  const [, said] = /<(?:update_id|description)>([^<]*)</.exec(text) ?? [];
  return [response.status, said ?? null];
}

let ours: Council;
beforeAll(async () => {
  ours = await council();
});
beforeEach(() => db.rateLimit.deleteMany());

test("AC-145: a pushed update becomes one as a pulled one does, and its number is answered", async () => {
  const { report, externalId } = await sent(ours);
  const response = await push(fieldsFor(ours, externalId, { media_url: "photos/1.jpg" }));
  const update = await db.update.findFirstOrThrow({
    where: { reportId: report.id },
    include: { mediaFetches: true },
  });
  expect(response.headers.get("content-type")).toContain("text/xml");
  expect(await answered(response)).toEqual([200, String(update.id)]);
  expect(update).toMatchObject({
    ...{ origin: "backend", text: "On it", newState: "in_progress", userId: ours.user.id },
    ...{ connectionId: ours.connection.id, createdAt: new Date("2026-05-12T10:30:00Z") },
    mediaFetches: [{ url: "https://council.example/photos/1.jpg" }],
  });
});

test("AC-145: the back end's own code chooses a template, whose place-holders are filled", async () => {
  const { report, externalId } = await sent(ours);
  await db.responseTemplate.create({
    data: {
      ...{ bodyId: ours.body.id, title: "Seven", text: "Code seven: {{description}}", autoResponse: true },
      externalStatusCode: "C7",
    },
  });
  await push(fieldsFor(ours, externalId, { external_status_code: "C7", description: "tomorrow" }));
  const update = await db.update.findFirstOrThrow({ where: { reportId: report.id } });
  expect(update.text).toBe("Code seven: tomorrow");
});

test("AC-145: what is wrong is named, and nothing is written", async () => {
  const { report, externalId } = await sent(ours);
  const good = fieldsFor(ours, externalId);
  const without = (name: string) => ({ ...good, [name]: " " });
  const said = async (fields: Fields) => answered(await push(fields));
  for (const name of ["service_request_id", "update_id", "updated_datetime", "status", "description"]) {
    expect(await said(without(name))).toEqual([400, `Bad request: ${name}`]);
  }
  expect(await said({ ...good, updated_datetime: "yesterday" })).toEqual([
    400,
    "Bad request: updated_datetime",
  ]);
  expect(await said({ ...good, update_id: "0" })).toEqual([400, "Bad request: update_id"]);
  expect(await said(without("jurisdiction_id"))).toEqual([400, "Bad request: jurisdiction_id"]);
  expect(await said({ ...good, jurisdiction_id: "nowhere" })).toEqual([400, "Bad request: jurisdiction_id"]);
  expect(await said(without("api_key"))).toEqual([400, "Bad request: api_key"]);
  expect(await said({ ...good, api_key: `${receiveKey}!` })).toEqual([400, "Bad request: api_key"]);
  expect(await said({ ...good, service_request_id: "NONE" })).toEqual([400, "Bad request: not found"]);
  expect(await db.update.count({ where: { reportId: report.id } })).toBe(0);
  expect((await said(good))[0]).toBe(200);
  expect(await said(good)).toEqual([400, "Bad request: already exists"]);
  expect(await db.update.count({ where: { reportId: report.id } })).toBe(1);
});

test("a body is named by its slug, its number or the connection's own jurisdiction; another's report is not found", async () => {
  const theirs = await council({ jurisdictionId: `${fresh("council")}.example`, receiveKey: "theirs" });
  const { externalId } = await sent(theirs);
  const settings = theirs.connection.settings as { jurisdictionId: string };
  const as = async (jurisdiction_id: string, api_key = "theirs") =>
    answered(await push(fieldsFor(theirs, externalId, { jurisdiction_id, api_key })));
  for (const name of [String(theirs.body.id), theirs.body.slug, settings.jurisdictionId]) {
    expect([name, (await as(name))[0]]).toEqual([name, 200]);
  }
  expect(await as(ours.body.slug, receiveKey)).toEqual([400, "Bad request: not found"]);
});

test("whoever has set no key takes nothing, nor does a retired body", async () => {
  const closed = await council({ receiveKey: "" });
  const retired = await council({}, { deletedAt: new Date() });
  const empty = await push(fieldsFor(closed, "S", { api_key: "" }));
  expect(await answered(empty)).toEqual([400, "Bad request: api_key"]);
  expect(await answered(await push(fieldsFor(retired, "S")))).toEqual([400, "Bad request: jurisdiction_id"]);
});

test("JSON and multipart are read and JSON is answered; extras stand beside the known fields", async () => {
  const { report, externalId } = await sent(ours);
  const json = JSON.stringify({
    ...fieldsFor(ours, externalId, { "extras[crew]": "North" }),
    description: 'Say "hello"',
  });
  const first = await call(POST, "POST", "servicerequestupdates.json", json, {
    "content-type": "application/json",
  });
  const form = new FormData();
  for (const [name, value] of Object.entries(fieldsFor(ours, externalId, { fms_extra_ref: "7" })))
    form.append(name, value);
  const second = await call(POST, "POST", "servicerequestupdates.json", form);
  const updates = await db.update.findMany({ where: { reportId: report.id }, orderBy: { id: "asc" } });
  expect([await first.json(), await second.json()]).toEqual(
    updates.map(({ id }) => [{ update_id: String(id) }]),
  );
  expect(updates.map(({ raw }) => raw)).toMatchObject([
    { description: 'Say "hello"', extras: { crew: "North" } },
    { extras: { fms_extra_ref: "7" } },
  ]);
});

test("the pushes of an hour are counted in one poll, also those that come at once", async () => {
  const busy = await council();
  const { externalId } = await sent(busy);
  const again = fieldsFor(busy, externalId);
  const at = await Promise.all([1, 2, 3].map(() => push(fieldsFor(busy, externalId))));
  await push(again);
  await push(again);
  await push(fieldsFor(busy, "NONE"));
  expect(at.map(({ status }) => status)).toEqual([200, 200, 200]);
  const polls = await db.poll.findMany({
    where: { connectionId: busy.connection.id },
    orderBy: { startedAt: "asc" },
  });
  const sum = (of: (counts: Record<string, number>) => number | undefined) =>
    polls.reduce((total, { counts }) => total + (of(counts as Record<string, number>) ?? 0), 0);
  // Two, when the hour ends in this very second.
  expect(polls.length).toBeLessThan(3);
  expect(polls[0]).toMatchObject({ kind: "updates", trigger: "push", state: "done", error: null });
  expect([sum((c) => c.seen), sum((c) => c.created), sum((c) => c.known)]).toEqual([6, 4, 1]);
});

test("what cannot be taken in is kept, and said so", async () => {
  const { report, externalId } = await sent(ours);
  const fault = vi.spyOn(log, "error").mockImplementation(() => {});
  onTestFinished(() => fault.mockRestore());
  await db.$executeRawUnsafe(`
    create function refuse() returns trigger language plpgsql as $$ begin raise exception 'No room'; end $$`);
  await db.$executeRawUnsafe(
    `create trigger refuse before insert on "Update" for each row execute function refuse()`,
  );
  onTestFinished(async () => void (await db.$executeRawUnsafe("drop function refuse cascade")));
  const [status] = await answered(await push(fieldsFor(ours, externalId)));
  expect(status).toBe(500);
  expect(await db.update.count({ where: { reportId: report.id } })).toBe(0);
  const letter = await db.deadLetter.findFirstOrThrow({ where: { connectionId: ours.connection.id } });
  expect(letter).toMatchObject({ kind: "updates", resolvedAt: null, pollId: expect.any(Number) });
});

test("other methods and other addresses are told so in the protocol's words", async () => {
  const put = await call(PUT, "PUT", "servicerequestupdates.json", "");
  expect([put.status, put.headers.get("allow")]).toEqual([405, expect.stringContaining("POST")]);
  expect(await put.json()).toEqual([{ code: "405", description: expect.any(String) }]);
  const none = await call(POST, "POST", "nothing.xml", "");
  expect(await answered(none)).toEqual([404, "There is no such call"]);
});

test("a body that is too large, or cut off, is refused", async () => {
  const large = await call(POST, "POST", "servicerequestupdates.xml", "x".repeat(20_000_001));
  expect(large.status).toBe(413);
  const headers = { "content-type": "multipart/form-data; boundary=x" };
  const cut = await call(
    POST,
    "POST",
    "servicerequestupdates.xml",
    '--x\r\nContent-Disposition: form-data; name="a"',
    headers,
  );
  expect(await answered(cut)).toEqual([400, expect.stringContaining("cut off")]);
});

test("whoever tries keys has to wait, even with the right one; others go on", async () => {
  const { externalId } = await sent(ours);
  const from = (address: string) => ({ "x-forwarded-for": address });
  const guess = (n: number) =>
    push(fieldsFor(ours, externalId, { api_key: `guess-${n}` }), "xml", from("198.51.100.7"));
  const seen: number[] = [];
  while (!seen.includes(429) && seen.length < 60) seen.push((await guess(seen.length)).status);
  expect(new Set(seen)).toEqual(new Set([400, 429]));
  // A limiter that was slow to answer has counted some by itself.
  expect(seen.length).toBeGreaterThan(30);
  const blocked = await push(fieldsFor(ours, externalId), "xml", from("198.51.100.7"));
  expect([blocked.status, Number(blocked.headers.get("retry-after")) > 500]).toEqual([429, true]);
  expect((await push(fieldsFor(ours, externalId), "xml", from("198.51.100.8"))).status).toBe(200);
});

test("nobody's inbox is flooded by the updates that a caller has them confirm", async () => {
  const key = "mk_not_trusted";
  const row = { name: key, keyHash: hashClientKey(key), may: ["post-updates"], trusted: false };
  await db.apiClient.create({ data: row });
  const report = await makeReport();
  const say = async (email: string) => {
    const fields = { service_request_id: String(report.id), description: fresh("More"), email };
    return (await push(fields, "xml", { authorization: `Bearer ${key}` })).status;
  };
  expect(await say("neighbour@a.example")).toBe(200);
  const goesOn = () =>
    limit("update", "annoyed@a.example").then(
      () => true,
      () => false,
    );
  while (await goesOn());
  expect(await say("annoyed@a.example")).toBe(429);
  expect(await db.update.count({ where: { reportId: report.id } })).toBe(1);
});
