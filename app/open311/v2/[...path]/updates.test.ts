import "@/lib/testing/database";
import sharp from "sharp";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { GET, POST } from "@/app/open311/v2/[...path]/route";
import { tokenText } from "@/lib/auth/tokens";
import { packSettings } from "@/lib/bodies/connections";
import { hashClientKey } from "@/lib/clients/client-key";
import { db } from "@/lib/db";
import { RequestUpdate } from "@/lib/open311/documents";
import { takeUpdates } from "@/lib/sync/updates/take-updates";
import {
  makeBody,
  makeConnection,
  makeDelivery,
  makeReport,
  makeUpdate,
  makeUser,
} from "@/lib/testing/factories";
import { confirmUpdate } from "@/lib/updates/confirm";
import type { ReportState } from "@/prisma/generated/enums";

let last = 0;
const fresh = (what: string) => `${what}-${++last}`;

async function client(overrides: object = {}) {
  const key = fresh("mk_update");
  const row = { name: key, keyHash: hashClientKey(key), may: ["post-updates"], trusted: true, ...overrides };
  return { key, id: (await db.apiClient.create({ data: row })).id };
}
type Client = Awaited<ReturnType<typeof client>>;

let trusted: Client;
let untrusted: Client;
beforeAll(async () => {
  trusted = await client();
  untrusted = await client({ trusted: false });
});
beforeEach(() => db.rateLimit.deleteMany());

type Fields = Record<string, string>;
const address = (path: string) => `https://mendline.test/open311/v2/${path}`;
const get = (path: string, query: Fields = {}) =>
  GET(new Request(`${address(path)}?${new URLSearchParams(query)}`));
const post = (key: string, fields: Fields | FormData) => {
  const body = fields instanceof FormData ? fields : new URLSearchParams(fields);
  const headers = { authorization: `Bearer ${key}` };
  return POST(new Request(address("servicerequestupdates.json"), { method: "POST", body, headers }));
};

type Row = Record<string, string | null>;
async function rows(response: Response): Promise<Row[]> {
  const told = (await response.json()) as Row[];
  expect(response.status, JSON.stringify(told)).toBe(200);
  return told;
}
const one = async (response: Response): Promise<Row> => (await rows(response))[0] ?? {};
const fault = async (response: Response): Promise<[number, string | undefined]> => [
  response.status,
  ((await response.json()) as { description: string }[])[0]?.description,
];
const readUpdate = (id: string | null | undefined) =>
  db.update.findUniqueOrThrow({
    where: { id: Number(id) },
    include: { report: true, photos: true, mediaFetches: true },
  });

const at = (minute: number): Date => new Date(Date.UTC(2026, 4, 12, 10, minute));
const said = (minute: number) => ({ createdAt: at(minute), confirmedAt: at(minute) });

test("a window is told whole and oldest first, in XML and JSON, with plain words", async () => {
  const report = await makeReport();
  await makeUpdate({ reportId: report.id, ...said(2), text: "Mended & swept", newState: "fixed_council" });
  const first = await makeUpdate({ reportId: report.id, ...said(1), text: "", newState: "in_progress" });
  const window = { start_date: "2026-05-12T10:00:00Z", end_date: "2026-05-12T10:02:00Z" };
  const told = await rows(await get("servicerequestupdates.json", window));
  expect(told).toEqual([
    {
      ...{ update_id: String(first.id), service_request_id: String(report.id), status: "open" },
      ...{ updated_datetime: "2026-05-12T10:01:00Z", description: null, media_url: null },
    },
    expect.objectContaining({ status: "closed", description: "Mended & swept" }),
  ]);
  const xml = await get("servicerequestupdates.xml", { ...window, extensions: "true" });
  expect(xml.headers.get("content-type")).toBe("text/xml; charset=utf-8");
  const text = await xml.text();
  expect(text).toContain("<status>in_progress</status>");
  expect(text).toContain("<description>Mended &amp; swept</description>");
  const before = { start_date: "2026-05-12T10:00:00Z", end_date: "2026-05-12T10:01:00Z" };
  expect(await rows(await get("servicerequestupdates.json", before))).toHaveLength(1);
});

test("pages lead on by a link that holds no key; what cannot be read is named", async () => {
  const report = await makeReport();
  for (const n of [1, 2, 3]) await makeUpdate({ reportId: report.id, ...said(n), text: String(n) });
  const long = { start_date: "2000-01-01", service_request_id: String(report.id) };
  const pages = await get("servicerequestupdates.json", { ...long, limit: "1" });
  expect((await rows(pages)).map(({ description }) => description)).toEqual(["1"]);
  expect((await get("servicerequestupdates.json", long)).headers.get("etag")).not.toBeNull();
  const query = { service_request_id: `${report.id}, 99999999999`, limit: "2" };
  const page = await get("servicerequestupdates.json", { ...query, api_key: trusted.key });
  const link = page.headers.get("link") ?? "";
  expect((await rows(page)).map(({ description }) => description)).toEqual(["3", "2"]);
  expect(link).not.toContain("api_key");
  const next = await GET(new Request(/<(.+)>/.exec(link)?.[1] ?? ""));
  expect((await rows(next)).map(({ description }) => description)).toEqual(["1"]);
  expect(next.headers.get("link")).toBeNull();
  expect(await fault(await get("servicerequestupdates.json", { start_date: "yesterday" }))).toEqual([
    400,
    expect.stringContaining("start_date"),
  ]);
  expect((await get("servicerequestupdates.json", { jurisdiction_id: "nowhere" })).status).toBe(404);
  for (const odd of ["0000-01-01", "9999-12-31T23:59:59Z", "99999999999999"])
    expect((await get("servicerequestupdates.json", { start_date: odd })).status).toBe(200);
  const farAway = { cursor: "999999999999999-2147483647" };
  expect((await get("servicerequestupdates.json", farAway)).status).toBeLessThan(500);
});

test("a trusted caller's update is public at once, whoever is named; told again, also at the same time, it is the same", async () => {
  const report = await makeReport();
  const fields = {
    ...{ service_request_id: String(report.id), update_id: fresh("u"), description: "Still there" },
    ...{ email: "Mira@Mail.Example", first_name: "Mira", last_name: "-", public_anonymity_required: "FALSE" },
  };
  const answers = await Promise.all([post(trusted.key, fields), post(trusted.key, fields)]);
  const ids = new Set((await Promise.all(answers.map(one))).map(({ update_id }) => update_id));
  ids.add((await one(await post(trusted.key, fields))).update_id ?? null);
  expect(ids.size).toBe(1);
  const update = await readUpdate([...ids][0]);
  expect(update).toMatchObject({
    ...{ visibility: "public", origin: "citizen", text: "Still there", name: "Mira", showName: true },
    ...{ clientId: trusted.id, clientReference: fields.update_id },
  });
  const user = await db.user.findUniqueOrThrow({ where: { email: "mira@mail.example" } });
  // Another system's word about somebody proves nothing.
  expect([user.id, user.emailVerifiedAt, user.name]).toEqual([update.userId, null, ""]);
  const audit = await db.auditEntry.findFirstOrThrow({
    where: { reportId: report.id, action: "update.add" },
  });
  expect(audit).toMatchObject({ actorKind: "client", actorName: trusted.key });
});

test("an untrusted one's waits for its author, who is asked by mail; the token tells when it is there", async () => {
  const report = await makeReport();
  const fields = { service_request_id: String(report.id), update_id: "1", description: "Hm" };
  expect(await fault(await post(untrusted.key, fields))).toEqual([400, expect.stringMatching(/^email: /)]);
  const withMail = { ...fields, email: "author@mail.example", first_name: "Al" };
  const { token, update_id } = await one(await post(untrusted.key, withMail));
  expect(update_id).toBeUndefined();
  expect((await one(await post(untrusted.key, withMail))).token).toBe(token);
  expect((await one(await get(`update_tokens/${token}.json`))).update_id).toBeNull();
  const mailed = await db.token.findFirstOrThrow({ where: { kind: "confirm_update", reportId: report.id } });
  const { updateId } = await confirmUpdate(tokenText(mailed));
  expect((await one(await get(`update_tokens/${token}.json`))).update_id).toBe(String(updateId));
  expect((await get(`update_tokens/${token?.slice(0, -1)}_.json`)).status).toBe(404);
});

test.each<[string, ReportState, string, ReportState]>([
  ["FIXED", "in_progress", "citizen", "fixed_user"],
  ["closed", "confirmed", "citizen", "fixed_user"],
  ["REOPEN", "fixed_council", "citizen", "fixed_council"],
  ["REOPEN", "fixed_council", "reporter", "confirmed"],
  ["OPEN", "closed", "reporter", "confirmed"],
  ["IN_PROGRESS", "confirmed", "reporter", "confirmed"],
  ["wobbly", "confirmed", "citizen", "confirmed"],
])("%s about one that is %s, by a %s: it is %s", async (status, state, author, becomes) => {
  const reporter = await makeUser();
  const report = await makeReport({ state, reporterId: reporter.id });
  const fields = { service_request_id: String(report.id), description: "So it is", status };
  const { update_id } = await one(
    await post(trusted.key, { ...fields, ...(author === "reporter" && { email: reporter.email ?? "" }) }),
  );
  const update = await readUpdate(update_id);
  expect([update.origin, update.report.state]).toEqual([author, becomes]);
});

test("pictures come along as files, in the text, or are fetched afterwards", async () => {
  const report = await makeReport();
  const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: "red" } })
    .png()
    .toBuffer();
  const form = new FormData();
  form.set("service_request_id", String(report.id));
  form.set("media", new Blob([new Uint8Array(picture)], { type: "image/png" }), "hole.png");
  const byFile = await readUpdate((await one(await post(trusted.key, form))).update_id);
  expect([byFile.photos.length, byFile.text]).toEqual([1, ""]);
  const fields = { service_request_id: String(report.id), media_url: "https://pictures.example/1.jpg" };
  const byAddress = await readUpdate((await one(await post(trusted.key, fields))).update_id);
  expect(byAddress.mediaFetches).toMatchObject([{ url: fields.media_url, state: "due", connectionId: null }]);
  const wrong = await post(trusted.key, { ...fields, media_url: "file:///etc/passwd" });
  expect(await fault(wrong)).toEqual([400, expect.stringContaining("media_url")]);
});

test("who may not, what is nobody's to see and what says nothing is refused", async () => {
  const report = await makeReport();
  const fields = { service_request_id: String(report.id), description: "Hm" };
  const reader = await client({ may: ["post-requests", "read-extended"] });
  expect((await post(reader.key, fields)).status).toBe(403);
  for (const visibility of ["hidden", "private", "unconfirmed"] as const) {
    const { id } = await makeReport({ visibility });
    expect((await post(trusted.key, { ...fields, service_request_id: String(id) })).status).toBe(404);
  }
  for (const id of ["S-1", "2147483648", "-1"])
    expect((await post(trusted.key, { ...fields, service_request_id: id })).status).toBe(404);
  const nothing = { service_request_id: String(report.id), status: "OPEN" };
  expect(await fault(await post(trusted.key, nothing))).toEqual([
    400,
    expect.stringContaining("description"),
  ]);
  expect(await db.update.count({ where: { reportId: report.id } })).toBe(0);
});

/** A body whose own system calls us, and whom we ask. */
async function council() {
  const body = await makeBody({ updatesUserId: (await makeUser()).id });
  const settings = packSettings("open311", { endpoint: "https://council.example", extendedStatuses: true });
  const connection = await makeConnection({
    bodyId: body.id,
    method: "open311",
    pullUpdates: true,
    ...settings,
  });
  const system = await client({ bodyId: body.id, may: ["post-updates", "read-extended"] });
  const report = await makeReport({ updatedAt: at(0) });
  const sent = { state: "sent", externalId: fresh("S"), firstSentAt: at(0), sentAt: at(0) } as const;
  await makeDelivery({
    reportId: report.id,
    bodyId: body.id,
    connectionId: connection.id,
    method: "open311",
    ...sent,
  });
  return { body, connection, system, report, externalId: sent.externalId };
}

test("a body's own system speaks as its back end: what it is asked for later is known, as is what it tells again", async () => {
  const { system, report, connection, externalId, body } = await council();
  const fields = {
    ...{ service_request_id: String(report.id), update_id: "77", updated_datetime: "2026-05-12T10:30:00Z" },
    ...{
      status: "IN_PROGRESS",
      description: "Crew is there",
      email: "clerk@council.example",
      first_name: "Clerk",
    },
    // A back end that we ask may name who looks after a report; a key makes nobody staff.
    ...{ "extras[assigned_user_email]": "new@council.example", "extras[assigned_user_name]": "New" },
  };
  const { update_id } = await one(await post(system.key, fields));
  expect(await readUpdate(update_id)).toMatchObject({
    ...{ origin: "backend", bodyId: body.id, connectionId: connection.id, externalId: "77", clientId: null },
    report: { state: "in_progress" },
  });
  const { raw, decision, extra } = await readUpdate(update_id);
  expect(JSON.stringify([raw, decision, extra])).not.toMatch(/clerk@|Clerk/);
  expect(await db.user.count({ where: { email: "new@council.example" } })).toBe(0);
  expect((await one(await post(system.key, fields))).update_id).toBe(update_id);
  const item = RequestUpdate.parse({
    ...{ updateId: "77", serviceRequestId: externalId, status: "in_progress", description: "Crew is there" },
    ...{ updatedDatetime: new Date("2026-05-12T10:30:00Z"), mediaUrls: [], extras: {} },
  });
  expect(await takeUpdates({ id: connection.id }, [item], { now: new Date() })).toEqual([{ kind: "known" }]);
  expect(await fault(await post(system.key, { ...fields, update_id: "" }))).toEqual([
    400,
    "Bad request: update_id",
  ]);
});

test("it is not told what it has said, knows its own numbers, and is told no old news of its work", async () => {
  const { system, report, connection, body, externalId } = await council();
  const by = {
    reportId: report.id,
    origin: "backend",
    bodyId: body.id,
    connectionId: connection.id,
  } as const;
  await makeUpdate({ ...by, ...said(1), text: "Theirs", externalId: "1", newState: "planned" });
  await makeUpdate({ reportId: report.id, ...said(2), text: "Hm", newState: "planned", stateApplied: false });
  await makeUpdate({ reportId: report.id, ...said(3), text: "Mended", newState: "fixed_user" });
  const query = { service_request_id: String(report.id) };
  const told = await rows(await get("servicerequestupdates.json", { ...query, api_key: system.key }));
  expect(
    told.map(({ description, status, fixmystreet_id }) => [description, status, fixmystreet_id]),
  ).toEqual([
    ["Mended", "fixed", externalId],
    ["Hm", "unchanged", externalId],
  ]);
  const anybody = await rows(await get("servicerequestupdates.json", query));
  expect(anybody.map(({ status }) => status)).toEqual(["closed", "open", "open"]);
});
