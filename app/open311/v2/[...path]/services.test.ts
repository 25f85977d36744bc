import "@/lib/testing/database";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { GET } from "@/app/open311/v2/[...path]/route";
import { hashClientKey } from "@/lib/clients/client-key";
import { db } from "@/lib/db";
import { provideEnv } from "@/lib/env";
import { forgetCatalogue } from "@/lib/published/services/catalogue";
import { makeArea, makeBody, makeCategory, makeConnection, makeContact } from "@/lib/testing/factories";

const get = (path: string, headers = {}) =>
  GET(new Request(`https://mendline.test/open311/v2/${path}`, { headers }));
const json = async (path: string) => (await get(path)).json();
const text = async (path: string) => (await get(path)).text();

let town: Awaited<ReturnType<typeof makeBody>>;
let county: typeof town;
let hole: { id: number };
let lamp: { id: number };

beforeAll(async () => {
  const area = await makeArea({ box: [2.25, 54.57, 2.35, 54.63] });
  const wide = await makeArea({ box: [2, 54, 3, 55] });
  [town, county] = [
    await makeBody({ areas: [area], name: "Town" }),
    await makeBody({ areas: [wide], name: "County, the" }),
  ];
  [hole, lamp] = [await makeCategory({ name: "Hole & gap" }), await makeCategory({ name: "Street lamp" })];
  const size = { code: "size", description: "How <deep>?", datatype: "singlevaluelist" } as const;
  await makeContact({
    ...{ bodyId: town.id, categoryId: hole.id, groups: ["Roads"], keywords: ["pothole", "staff"] },
    questions: [
      { code: "note", description: "We do not do <b>alleys</b>", variable: false, required: true, order: 3 },
      { ...size, values: [{ key: "1", name: "Small" }], order: 7 },
      { code: "easting", description: "", automated: "server_set", required: true, order: 1 },
      { code: "cookie", description: "", automated: "hidden_field", required: true, order: 9 },
    ],
  });
  const many = [
    { key: "1", name: "small" },
    { key: "2", name: "Large", stops: "Ring us" },
  ];
  await makeContact({
    ...{ bodyId: county.id, categoryId: hole.id, groups: ["Highways", "Roads"], hint: "On any road" },
    questions: [{ ...size, values: many, required: true }],
  });
  await makeContact({ bodyId: county.id, categoryId: lamp.id, private: true, state: "unconfirmed" });
});
beforeEach(forgetCatalogue);

test("each category is one service, with what all its bodies say of it", async () => {
  expect(await json("services.json")).toEqual([
    {
      ...{ service_code: String(hole.id), service_name: "Hole & gap", description: "On any road" },
      ...{ metadata: true, type: "realtime", keywords: "pothole", group: "Highways" },
      groups: ["Highways", "Roads"],
    },
    {
      ...{ service_code: String(lamp.id), service_name: "Street lamp", description: null },
      ...{ metadata: false, type: "realtime", keywords: "private", group: null },
    },
  ]);
  const xml = await get("services.xml");
  expect(xml.headers.get("content-type")).toBe("text/xml; charset=utf-8");
  expect(await xml.text()).toMatch(/^<\?xml version="1.0" encoding="utf-8"\?>\s*<services>.*Hole &amp; gap/s);
  expect(Object.keys(await json("services.json?wrapped=true"))).toEqual(["services"]);
});

test.each(["inactive", "staff", "deleted"] as const)("what is %s is not listed", async (state) => {
  await makeContact({ bodyId: town.id, state });
  expect(await json("services.json")).toHaveLength(2);
});

test("what a body refuses is not listed, nor what a retired one takes", async () => {
  const held = await makeConnection({ method: "refused", asDefault: true });
  await makeContact({ bodyId: held.bodyId });
  await makeContact({ bodyId: town.id, destination: "Refused" });
  await makeContact({ bodyId: (await makeBody({ deletedAt: new Date() })).id });
  expect(await json("services.json")).toHaveLength(2);
});

const namesAt = async (query: string) =>
  (await json(`services.json?${query}`)).map(({ service_name }: { service_name: string }) => service_name);

test("services of a place, and of a body by any of its names", async () => {
  const [both, holes] = [["Hole & gap", "Street lamp"], ["Hole & gap"]];
  const asked: [string, string[]][] = [
    ["lat=54.6&long=2.3", both],
    ["lat=54.1&long=2.1", both],
    ["lat=10&long=10", []],
    ["jurisdiction_id=", both],
    ["jurisdiction_id=mendline.test", both],
    ["jurisdiction_id=www.mendline.test", both],
    [`jurisdiction_id=${town.slug}`, holes],
    [`jurisdiction_id=${town.id}`, holes],
    ["agency_responsible=Town", holes],
    ["agency_responsible=county,+the", both],
    [`agency_responsible=${town.slug}|nobody`, holes],
    ["agency_responsible=nobody", []],
    [`lat=54.1&long=2.1&jurisdiction_id=${town.slug}`, []],
  ];
  for (const [query, names] of asked) expect([query, await namesAt(query)]).toEqual([query, names]);
});

test.each([
  ["lat=91&long=1", 400, ["lat"]],
  ["lat=x&long=y", 400, ["lat", "long"]],
  ["lat=1", 400, ["long"]],
  ["long=1e999&lat=0", 400, ["long"]],
  ["jurisdiction_id=nowhere", 404, [null]],
])("services.json?%s is refused with %s", async (query, status, names) => {
  const response = await get(`services.json?${query}`);
  const errors: { code: string; description: string }[] = await response.json();
  const named = errors.map(({ description }) => /^(\w+):/.exec(description)?.[1] ?? null);
  expect([response.status, errors.every(({ code }) => code === String(status)), named]).toEqual([
    status,
    true,
    names,
  ]);
});

test("a definition is the union of what all bodies ask; what we fill ourselves is not asked", async () => {
  const question = { datatype: "string", required: false, datatype_description: null };
  const size = { variable: true, code: "size", datatype: "singlevaluelist", datatype_description: null };
  const small = { key: "1", name: "Small" };
  const large = { key: "2", name: "Large", disable_message: "Ring us" };
  expect(await json(`services/${hole.id}.json`)).toEqual({
    service_code: String(hole.id),
    attributes: [
      {
        ...size,
        order: 1,
        required: true,
        description: "How <deep>?",
        values: [{ key: "1", name: "small" }, large],
      },
      { ...question, variable: false, code: "note", order: 2, description: "We do not do <b>alleys</b>" },
      { ...question, variable: true, code: "cookie", order: 3, description: null, automated: "hidden_field" },
    ],
  });
  const ofTown = await json(`services/${hole.id}.json?jurisdiction_id=${town.slug}`);
  expect(ofTown.attributes.map(({ code }: { code: string }) => code)).toEqual(["note", "size", "cookie"]);
  expect(ofTown.attributes[1]).toMatchObject({ required: false, values: [small] });
  const byName = await text("services/hole%20%26%20GAP.xml?lat=54.1&long=2.1");
  expect(byName).toContain(`<service_code>${hole.id}</service_code>`);
  expect(byName).not.toContain("cookie");
});

test("a service that is unknown, or is not offered there, is not found", async () => {
  for (const path of [
    "services/0.json",
    "services/none.json",
    `services/${lamp.id}.json?jurisdiction_id=${town.id}`,
  ]) {
    expect([path, (await get(path)).status]).toEqual([path, 404]);
  }
});

test("discovery tells the true address in both formats, and a changeset that follows every change", async () => {
  const first = await json("discovery.json");
  const changeset = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(first).toEqual({
    ...{
      changeset,
      contact: expect.stringContaining("https://mendline.test/"),
      key_service: expect.any(String),
    },
    endpoints: [
      {
        ...{ specification: "http://wiki.open311.org/GeoReport_v2", url: "https://mendline.test/open311/v2" },
        ...{ changeset, type: "production", formats: ["text/xml", "application/json"] },
      },
    ],
  });
  await db.contact.updateMany({ where: { bodyId: town.id }, data: { updatedAt: new Date("2050-01-01") } });
  forgetCatalogue();
  expect((await json("discovery.json")).changeset).toBe("2050-01-01T00:00:00Z");
  await db.auditEntry.create({
    data: { actorKind: "job", action: "bodies.revive", at: new Date("2050-01-02") },
  });
  forgetCatalogue();
  provideEnv({ STAGING: "1" });
  const xml = await text("discovery.xml");
  provideEnv({ STAGING: "0" });
  expect(xml).toMatch(/<changeset>2050-01-02T00:00:00Z<\/changeset>.*<format>text\/xml<\/format>/s);
  expect(xml).toContain("<type>test</type>");
  await db.auditEntry.deleteMany();
});

test("who has the list already is told so; it is made once for all who ask within some seconds", async () => {
  await db.contact.updateMany({ data: { updatedAt: new Date("2026-01-01") } });
  await db.body.updateMany({ data: { createdAt: new Date("2026-01-01") } });
  await db.body.updateMany({
    where: { NOT: { deletedAt: null } },
    data: { deletedAt: new Date("2026-01-01") },
  });
  forgetCatalogue();
  const first = await get("services.xml");
  const tag = first.headers.get("etag") ?? "";
  expect(first.headers.get("last-modified")).toMatch(/ GMT$/);
  await db.category.update({ where: { id: lamp.id }, data: { name: "Lamp" } });
  expect((await get("services.xml", { "if-none-match": tag })).status).toBe(304);
  const since = { "if-modified-since": first.headers.get("last-modified") };
  expect((await get("services.xml", since)).status).toBe(304);
  forgetCatalogue();
  const second = await get("services.xml", { "if-none-match": tag });
  expect([second.status, await second.text()]).toEqual([200, expect.stringContaining(">Lamp<")]);
});

test("a caller whose requests wait for the reporter's mail is told of tokens", async () => {
  const typesFor = async (trusted: boolean) => {
    const key = `mk_services-${trusted}`;
    await db.apiClient.create({ data: { name: key, keyHash: hashClientKey(key), trusted } });
    const services: { type: string }[] = await json(`services.json?api_key=${key}`);
    return services.map(({ type }) => type);
  };
  expect([await typesFor(true), await typesFor(false)]).toEqual([
    ["realtime", "realtime"],
    ["batch", "batch"],
  ]);
});
