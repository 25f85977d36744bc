import "@/lib/testing/database";
import sharp from "sharp";
import { beforeAll, expect, test } from "vitest";
import { GET, POST } from "@/app/open311/v2/[...path]/route";
import { tokenText } from "@/lib/auth/tokens";
import { hashClientKey } from "@/lib/clients/client-key";
import { db } from "@/lib/db";
import { deliver } from "@/lib/delivery/deliver";
import { importGazetteer } from "@/lib/geo/gazetteer/import";
import { requestForm } from "@/lib/open311/post-form";
import { Open311Settings } from "@/lib/open311/settings";
import { confirmReport } from "@/lib/reports/confirm";
import { makeArea, makeBody, makeCategory, makeContact, makeUser } from "@/lib/testing/factories";

let last = 0;
const fresh = (what: string) => `${what}-${++last}`;

async function client(overrides: object = {}) {
  const key = fresh("mk_post");
  const may = ["post-requests"];
  const row = await db.apiClient.create({
    data: { name: key, keyHash: hashClientKey(key), may, trusted: true, ...overrides },
  });
  return { key, id: row.id };
}

async function makeTown() {
  const body = await makeBody({ areas: [await makeArea()] });
  const category = await makeCategory({ name: "Street light" });
  const questions = [
    { code: "pole", description: "Number on the pole?", required: true },
    {
      ...{ code: "seen", description: "What is wrong?", datatype: "multivaluelist" as const },
      values: [
        { key: "0", name: "It is dark" },
        { key: "1", name: "It flickers" },
        { key: "fire", name: "It burns", stops: "Ring the fire brigade." },
      ],
    },
    { code: "easting", description: "Easting", automated: "server_set" as const, required: true },
  ];
  await makeContact({ bodyId: body.id, categoryId: category.id, questions });
  const elsewhere = await makeCategory({ name: "Only elsewhere" });
  await makeContact({ categoryId: elsewhere.id });
  return { body, category, elsewhere };
}

let town: Awaited<ReturnType<typeof makeTown>>;
let trusted: Awaited<ReturnType<typeof client>>;
let untrusted: Awaited<ReturnType<typeof client>>;
beforeAll(async () => {
  town = await makeTown();
  trusted = await client();
  untrusted = await client({ trusted: false });
});

type Fields = Record<string, string>;
const good = (more: Fields = {}): Fields => ({
  ...{ api_key: trusted.key, service_code: String(town.category.id), lat: "54.6", long: "2.3" },
  ...{ description: "Lamp out\n\nSince May.", "attribute[pole]": "007", ...more },
});

const call = (method: "GET" | "POST", path: string, body?: BodyInit, headers: Fields = {}) =>
  (method === "GET" ? GET : POST)(
    new Request(`https://mendline.test/open311/v2/${path}`, { method, headers, ...(body && { body }) }),
  );
const post = (fields: Fields | [string, string][], path = "requests.json", headers: Fields = {}) =>
  call("POST", path, new URLSearchParams(fields), headers);

type Row = { service_request_id?: string; token?: string; service_notice?: string | null };
async function answered(response: Response): Promise<Row> {
  const rows = (await response.json()) as Row[];
  expect([response.status, rows.length]).toEqual([200, 1]);
  return rows[0] ?? {};
}
const faults = async (response: Response): Promise<[number, string[]]> => [
  response.status,
  ((await response.json()) as { description: string }[]).map(({ description }) => description),
];
const reportOf = (row: Row) =>
  db.report.findUniqueOrThrow({
    where: { id: Number(row.service_request_id) },
    include: {
      reporter: true,
      deliveries: true,
      photos: true,
      areas: true,
      mediaFetches: true,
      alerts: true,
    },
  });

test("a trusted caller's request is a report like any other: public, planned, followed, and known by its number as text", async () => {
  const email = `${fresh("ines")}@mail.example`;
  const row = await answered(
    await post(
      good({ email, first_name: "Ines", last_name: "Okafor", phone: "01632 960001", device_id: "d1" }),
    ),
  );
  expect(row).toEqual({
    service_request_id: expect.stringMatching(/^\d+$/),
    service_notice: null,
    account_id: null,
  });
  const report = await reportOf(row);
  expect(report).toMatchObject({
    ...{
      title: "Lamp out",
      detail: "Since May.",
      visibility: "public",
      state: "confirmed",
      service: "open311",
    },
    ...{ lat: 54.6, lon: 2.3, usedMap: true, name: "Ines Okafor", phone: "01632 960001", showName: false },
    ...{ clientId: trusted.id, clientReference: null, extra: { posted: { deviceId: "d1" } } },
    answers: [{ code: "pole", description: "Number on the pole?", value: "007" }],
    deliveries: [{ bodyId: town.body.id, state: "due" }],
    areas: [{}],
    alerts: [{ kind: "report" }],
    // Another system's word about somebody proves nothing.
    reporter: { email, name: "", phone: null, emailVerifiedAt: null },
  });
  const audit = await db.auditEntry.findMany({ where: { reportId: report.id }, orderBy: { id: "asc" } });
  expect(audit.map(({ action, actorKind, actorName }) => [action, actorKind, actorName])).toEqual([
    ["report.create", "client", trusted.key],
    ["report.confirm", "client", trusted.key],
  ]);
});

test("an account that there is keeps what it says about itself; nobody has to be named at all", async () => {
  const user = await makeUser({ name: "Ines", phone: null });
  const own = await reportOf(
    await answered(
      await post(good({ email: user.email ?? "", first_name: "Mallory", phone: "01632 960002" })),
    ),
  );
  expect(own.reporter).toMatchObject({ id: user.id, name: "Ines", phone: null });
  const nobodys = await reportOf(await answered(await post(good())));
  expect(nobodys).toMatchObject({ reporterId: null, name: "", visibility: "public", alerts: [] });
  // The body hears of it all the same.
  expect(await deliver(nobodys.deliveries[0]?.id ?? 0, { worker: "w" })).toBe("sent");
});

test("of other callers the reporter confirms by mail: a token until then, the number afterwards", async () => {
  const email = `${fresh("bo")}@mail.example`;
  const fields = good({ api_key: untrusted.key, email, client_request_id: "case/1" });
  const { token = "", service_request_id, service_notice } = await answered(await post(fields));
  expect([service_request_id, service_notice]).toEqual([undefined, expect.stringContaining("confirm")]);
  const report = await db.report.findFirstOrThrow({
    where: { reporter: { email } },
    include: { deliveries: true },
  });
  expect([report.visibility, report.deliveries]).toEqual(["unconfirmed", []]);
  const ask = (text: string) => call("GET", `tokens/${text}.json`);
  expect(await (await ask(token)).json()).toEqual([{ service_request_id: null, token }]);
  expect((await answered(await post(fields))).token).toBe(token);

  const mailed = await db.token.findMany({ where: { reportId: report.id } });
  expect(mailed).toHaveLength(1);
  await confirmReport(mailed[0] ? tokenText(mailed[0]) : "");
  expect(await (await ask(token)).json()).toEqual([{ service_request_id: String(report.id), token }]);
  expect((await answered(await post(fields))).service_request_id).toBe(String(report.id));
  const xml = await (await call("GET", `tokens/${token}`)).text();
  expect(xml.replace(/\n\s*/g, "")).toContain(
    `<request><service_request_id>${report.id}</service_request_id>`,
  );

  const altered = [
    token.replace(/^./, (c) => (c === "1" ? "2" : "1")),
    `${token}x`,
    "1-x",
    "%00",
    token.toUpperCase(),
  ];
  for (const wrong of altered) expect([wrong, (await ask(wrong)).status]).toEqual([wrong, 404]);
});

test("the same request again, also at the same time, is the same report; another caller's is another", async () => {
  const other = await client();
  const names: [string, Fields, Fields][] = [
    ["attribute[fixmystreet_id]", { "attribute[fixmystreet_id]": "41" }, {}],
    ["attribute[external_id]", { "attribute[external_id]": "42" }, {}],
    ["service_request_id_ext", { service_request_id_ext: "43" }, {}],
    ["Idempotency-Key", {}, { "idempotency-key": "44" }],
  ];
  for (const [name, fields, headers] of names) {
    const send = (key = trusted.key) => post(good({ api_key: key, ...fields }), "requests.json", headers);
    const three = await Promise.all(
      name === "attribute[fixmystreet_id]" ? [send(), send(), send()] : [send()],
    );
    const ids = await Promise.all(
      [...three, await send()].map(async (one) => (await answered(one)).service_request_id),
    );
    expect([name, new Set(ids).size]).toEqual([name, 1]);
    expect((await answered(await send(other.key))).service_request_id).not.toBe(ids[0]);
  }
  const references = await db.report.findMany({ where: { clientId: other.id }, orderBy: { id: "asc" } });
  expect(references.map(({ clientReference }) => clientReference)).toEqual(["41", "42", "43", "44"]);
  expect(await db.delivery.count({ where: { report: { clientId: other.id } } })).toBe(4);
});

test("only a caller who may post requests may", async () => {
  const reader = await client({ may: ["read-extended", "post-updates"] });
  const count = await db.report.count();
  const without = good();
  delete without.api_key;
  expect((await post(good({ api_key: reader.key }))).status).toBe(403);
  expect((await post(good({ api_key: "mk_guess" }))).status).toBe(403);
  expect(await faults(await post(without))).toEqual([403, [expect.stringContaining("api_key")]]);
  expect(await db.report.count()).toBe(count);
  const bearer = await post(without, "requests.json", { authorization: `Bearer ${trusted.key}` });
  expect(bearer.status).toBe(200);
});

test("every mistake is named by its field, several at once, and nothing is written", async () => {
  const { elsewhere, category } = town;
  const cases: [Fields, number, RegExp[]][] = [
    [{ service_code: "" }, 400, [/^service_code: /]],
    [{ service_code: "no such thing" }, 404, [/service_code/]],
    [{ service_code: "99999999999" }, 404, [/service_code/]],
    [{ service_code: String(elsewhere.id) }, 400, [/^service_code: .*place/]],
    [{ lat: "0", long: "0" }, 400, [/^lat: Nobody/]],
    [{ lat: "", long: "" }, 400, [/^lat: /]],
    [{ long: "" }, 400, [/^long: /]],
    [{ lat: "91", long: "x" }, 400, [/^lat: /, /^long: /]],
    [{ lat: "", long: "", address_id: "#NOTPINPOINTED#" }, 400, [/^address_id: /]],
    [{ "attribute[pole]": " " }, 400, [/^attribute\[pole\]: /]],
    [{ "attribute[seen]": "2" }, 400, [/^attribute\[seen\]: /]],
    [{ "attribute[seen]": "fire" }, 400, [/^attribute\[seen\]: Ring the fire brigade/]],
    [{ email: "nobody" }, 400, [/^email: /]],
    [{ phone: "ring me" }, 400, [/^phone: /]],
    [{ description: "a".repeat(4001) }, 400, [/^description: /]],
    [{ title: "a".repeat(201) }, 400, [/^title: /]],
    [{ media_url: "ftp://a.example/1.jpg" }, 400, [/^media_url/]],
    [{ client_request_id: "a".repeat(201) }, 400, [/^client_request_id: /]],
    [{ api_key: untrusted.key }, 400, [/^email: /]],
    [{ jurisdiction_id: "nowhere" }, 404, [/jurisdiction_id/]],
    [{ jurisdiction_id: (await makeBody()).slug, service_code: category.name }, 400, [/^service_code: /]],
  ];
  const count = await db.report.count();
  for (const [fields, status, words] of cases) {
    const found = await faults(await post(good(fields)));
    expect([fields, found]).toEqual([fields, [status, words.map((word) => expect.stringMatching(word))]]);
  }
  expect(await db.report.count()).toBe(count);
});

test("services are known by name, jurisdictions by slug, number, host or the site's name", async () => {
  const { body, category } = town;
  for (const service_code of [category.name.toUpperCase(), ` ${category.id} `]) {
    expect([service_code, (await post(good({ service_code }))).status]).toEqual([service_code, 200]);
  }
  for (const jurisdiction_id of [body.slug, String(body.id), "www.mendline.test", "MENDLINE"]) {
    expect([jurisdiction_id, (await post(good({ jurisdiction_id }))).status]).toEqual([jurisdiction_id, 200]);
  }
});

test("answers come in every notation; what no question asks for is kept", async () => {
  const styles = [
    ["attribute[seen]", "attribute[seen]"],
    ["attribute[seen][]", "attribute[seen][]"],
    ["attribute[seen][0]", "attribute[seen][1]"],
  ];
  for (const names of styles) {
    const row = await answered(
      await post([...Object.entries(good()), ...names.map((name, n): [string, string] => [name, `${n}`])]),
    );
    const { answers } = await reportOf(row);
    expect(answers).toEqual([
      { code: "pole", description: "Number on the pole?", value: "007" },
      { code: "seen", description: "What is wrong?", value: ["0", "1"] },
    ]);
  }
  const more = {
    "attribute[easting]": "5\ud800",
    "attribute[colour]": "red\u0000",
    account_id: "a9",
    deviceid: "d7",
  };
  const json = JSON.stringify({ ...good(), ...more });
  const kept = await answered(
    await call("POST", "requests.json", json, { "content-type": "application/json" }),
  );
  expect((await reportOf(kept)).extra).toEqual({
    posted: { deviceId: "d7", accountId: "a9", attributes: { colour: ["red"], easting: ["5\ufffd"] } },
  });
});

test("an address alone is looked up; one that is unknown or several places is told so", async () => {
  await importGazetteer([
    { name: "Mill Lane", lat: 54.601, lon: 2.301, kind: "street" },
    { name: "High Street", lat: 54.603, lon: 2.304, kind: "street" },
    { name: "High Street", lat: 54.61, lon: 2.31, kind: "street" },
  ]);
  const at = (address_string: string, more: Fields = {}) =>
    post(good({ lat: "", long: "", address_string, ...more }));
  const found = await reportOf(await answered(await at("Mill Lane")));
  expect(found).toMatchObject({ lat: 54.601, lon: 2.301, usedMap: false, searchedFor: "Mill Lane" });
  expect(await faults(await at("High Street"))).toEqual([
    400,
    [expect.stringMatching(/^address_string: .*High Street/)],
  ]);
  expect(await faults(await at("Xyzzy Close"))).toEqual([
    400,
    [expect.stringMatching(/^address_string: .*not found/)],
  ]);
  const both = await reportOf(await answered(await at("by the well", { lat: "54.6", long: "2.3" })));
  expect(both).toMatchObject({ lat: 54.6, usedMap: true, searchedFor: "by the well" });
});

test("pictures that come along are taken in as any upload; what is none is refused by name", async () => {
  const jpeg = await sharp({ create: { width: 40, height: 30, channels: 3, background: "#456" } })
    .jpeg()
    .toBuffer();
  const form = (files: [string, Uint8Array<ArrayBuffer>][]) => {
    const made = new FormData();
    for (const [name, value] of Object.entries(good())) made.append(name, value);
    for (const [field, bytes] of files) made.append(field, new Blob([bytes]), "x.bin");
    return made;
  };
  const bytes = new Uint8Array(jpeg);
  const row = await answered(
    await call(
      "POST",
      "requests.json",
      form([
        ["media", bytes],
        ["media[]", bytes],
        ["photo1", bytes],
        ["photo2", bytes],
      ]),
    ),
  );
  expect((await reportOf(row)).photos.map(({ position, width }) => [position, width])).toEqual([
    [0, 40],
    [1, 40],
    [2, 40],
  ]);
  expect(row.service_notice).toContain("first three");
  const text = new TextEncoder().encode("no picture");
  expect(await faults(await call("POST", "requests.json", form([["media", text]])))).toEqual([
    400,
    [expect.stringMatching(/^media: /)],
  ]);
});

test("pictures elsewhere are fetched afterwards, and the body's copy waits a little for them", async () => {
  const media: [string, string][] = [
    ["media_url", "https://pictures.example/1.jpg"],
    ["media_url", "https://pictures.example/1.jpg"],
    ["media_url[]", "data:image/png;base64,iVBORw=="],
  ];
  const before = Date.now();
  const report = await reportOf(await answered(await post([...Object.entries(good()), ...media])));
  expect(report.mediaFetches.map(({ url, position, state }) => [url, position, state])).toEqual([
    ["https://pictures.example/1.jpg", 0, "due"],
    ["data:image/png;base64,iVBORw==", 1, "due"],
  ]);
  expect(report.deliveries[0]?.dueAt.getTime()).toBeGreaterThan(before + 60_000);
  expect(report.deliveries[0]?.dueAt.getTime()).toBeLessThan(Date.now() + 180_000);
});

test("what another Mendline sends is understood without loss", async () => {
  const settings = Open311Settings.parse({
    endpoint: "https://mendline.test/open311/v2",
    extraAttributes: { fixmystreet_id: "{id}", public_anonymity_required: "{anonymous}" },
  });
  const request: Parameters<typeof requestForm>[0] = {
    ...{
      reportId: "4711",
      serviceCode: String(town.category.id),
      title: "Lamp out. Again",
      groups: ["Lights"],
    },
    ...{ detail: "Since May.\n\nNobody came.", category: "Street light", anonymous: false, isPrivate: false },
    ...{
      url: "https://other.example/report/4711",
      noReplyEmail: "no@other.example",
      listedCodes: ["pole", "seen"],
    },
    ...{
      reporter: { name: "Ana de Vries", email: "ana@mail.example", phone: "01632 960009" },
      idField: "fixmystreet_id",
    },
    ...{
      point: { lat: 54.601234, long: 2.3 },
      usedMap: true,
      searchedFor: "",
      attachments: [],
      closestAddress: "1 Mill Lane",
    },
    photos: [{ url: "https://other.example/photo/4711.0.jpeg", type: "image/jpeg", bytes: null }],
    answers: [
      { code: "pole", value: "007" },
      { code: "seen", value: ["0", "1"] },
    ],
  };
  const form = requestForm(request, settings);
  const report = await reportOf(
    await answered(await post([...form.fields, ["api_key", trusted.key]], "requests.json")),
  );
  expect(report).toMatchObject({
    ...{
      title: request.title,
      detail: request.detail,
      name: "Ana de Vries",
      showName: true,
      phone: "01632 960009",
    },
    ...{ lat: 54.601234, lon: 2.3, clientReference: "4711", extra: { posted: { url: request.url } } },
    ...{ reporter: { email: "ana@mail.example" }, mediaFetches: [{ url: request.photos[0]?.url }] },
    answers: [
      { code: "pole", value: "007" },
      { code: "seen", value: ["0", "1"] },
    ],
  });
  const anonymous = requestForm({ ...request, reportId: "4712", anonymous: true }, settings);
  const hidden = await reportOf(await answered(await post([...anonymous.fields, ["api_key", trusted.key]])));
  expect([hidden.id === report.id, hidden.showName]).toEqual([false, false]);
});

test("without words a request is called as its service is", async () => {
  const report = await reportOf(await answered(await post(good({ description: "" }))));
  expect([report.title, report.detail]).toEqual(["Street light", "Street light"]);
});

test("whoever is stopped at the gate is answered like anybody, and seen by nobody", async () => {
  const email = `${fresh("banned")}@mail.example`;
  await db.abuseEntry.create({ data: { value: email } });
  const report = await reportOf(await answered(await post(good({ email }))));
  expect([report.visibility, report.deliveries]).toEqual(["hidden", []]);
});
