import "@/lib/testing/database";
import { beforeAll, expect, test } from "vitest";
import { GET } from "@/app/open311/v2/[...path]/route";
import { hashClientKey } from "@/lib/clients/client-key";
import { db } from "@/lib/db";
import { provideEnv } from "@/lib/env";
import { parseDocument } from "@/lib/open311/read/document";
import { readRequests } from "@/lib/open311/read/requests";
import {
  makeBody,
  makeCategory,
  makeDelivery,
  makeReport,
  makeUpdate,
  makeUser,
} from "@/lib/testing/factories";

provideEnv({ SITE_URL: "https://mendline.test" });

const get = (path: string, headers = {}) =>
  GET(new Request(`https://mendline.test/open311/v2/${path}`, { headers }));
type Row = Record<string, unknown> & { service_request_id: string };
const rows = async (path: string, headers = {}): Promise<Row[]> => (await get(path, headers)).json();
const ids = async (query: string): Promise<number[]> =>
  (await rows(`requests.json?${query}`)).map((row) => Number(row.service_request_id));

/** Which parameter is at fault, by what is told. */
const fault = async (query: string): Promise<[number, string[]]> => {
  const response = await get(`requests.json?${query}`);
  const errors: { description: string }[] = await response.json();
  return [response.status, errors.map(({ description }) => description.split(":")[0] ?? "")];
};

const day = (n: number) => new Date(Date.UTC(2026, 0, n));
const hidden = ["unconfirmed", "private", "hidden"] as const;

let body: Awaited<ReturnType<typeof makeBody>>;
let category: Awaited<ReturnType<typeof makeCategory>>;
let first: number;
let second: number;
let third: number;

beforeAll(async () => {
  body = await makeBody({ slug: "town", name: "Town, the" });
  category = await makeCategory({ name: "Kerbs, gullies" });
  const reporterId = (await makeUser({ email: "secret@town.example", name: "Account" })).id;
  const make = async (n: number, more: object) =>
    (await makeReport({ reporterId, confirmedAt: day(n), updatedAt: day(30 - n), ...more })).id;
  first = await make(1, { title: "Lamp out", detail: "Dark & wet", name: "Ann Secret", service: "app" });
  second = await make(2, { title: "Kerb", categoryId: category.id, state: "fixed_council", lat: 54.7 });
  third = await make(3, { name: "Ben", showName: true, state: "planned", lat: 54.8, address: "1 High St" });
  await makeDelivery({
    ...{ reportId: third, bodyId: body.id, state: "sent", externalId: "T-3" },
    ...{ firstSentAt: day(4), sentAt: day(5) },
  });
  const photo = (position: number) => ({ hash: `${position}23456789`, width: 4, height: 3, position });
  for (const n of [0, 1])
    await db.photo.create({ data: { id: crypto.randomUUID(), ...photo(n), reportId: third } });
  await makeUpdate({ reportId: third, origin: "staff", text: "We come on Monday" });
  for (const visibility of hidden) await makeReport({ visibility, categoryId: category.id, title: "Kerb" });
  await db.apiClient.create({
    data: { name: "The town", bodyId: body.id, may: ["read-extended"], keyHash: hashClientKey("mk_town") },
  });
});

const standard = () => ({
  ...{
    service_request_id: String(first),
    status: "open",
    status_notes: null,
    service_name: expect.any(String),
  },
  ...{
    service_code: expect.stringMatching(/^\d+$/),
    description: "Lamp out\n\nDark & wet",
    service_notice: null,
  },
  ...{ agency_responsible: null, requested_datetime: "2026-01-01T00:00:00Z", expected_datetime: null },
  ...{ updated_datetime: "2026-01-29T00:00:00Z", address: null, address_id: null, zipcode: null },
  ...{ lat: 54.6, long: 2.3, media_url: null },
});

test("AC-142: without a window all that everybody may see is listed, the newest first", async () => {
  expect(await ids("jurisdiction_id=")).toEqual([third, second, first]);
  expect(await ids("jurisdiction_id=mendline.test")).toEqual([third, second, first]);
  expect((await get("requests.xml?jurisdiction_id=nowhere")).status).toBe(404);
});

test.each(hidden)(
  "AC-142: a request that is %s is neither in a list nor by its number",
  async (visibility) => {
    const { id } = await db.report.findFirstOrThrow({ where: { visibility } });
    for (const query of [
      "",
      `service_request_id=${id}`,
      "q=kerb",
      `service_code=${category.id}`,
      "sort=changes",
    ])
      expect(await ids(query), query).not.toContain(id);
    expect(await ids(`service_request_id=${id},${first}`)).toEqual([first]);
    for (const suffix of ["json", "xml", "html"])
      expect((await get(`requests/${id}.${suffix}`)).status).toBe(404);
  },
);

test("AC-144: who does not want to be named is not, and what was not sent has no time of it", async () => {
  const [anonymous] = await rows(`requests.json?service_request_id=${first}&extensions=true`);
  expect(anonymous).toEqual({
    ...standard(),
    title: "Lamp out",
    detail: "Dark & wet",
    interface_used: "app",
  });
  const whole = await (await get("requests.json?extensions=true")).text();
  expect(whole).not.toMatch(/secret|Account/i);
});

test("a row has the standard's fields; others only where they are asked for", async () => {
  expect((await rows(`requests/${first}.json`))[0]).toEqual(standard());
  const picture = (n: number) => `https://mendline.test/photo/${third}.${n}.full.jpeg?${n}2345678`;
  const known = {
    ...{ status: "open", status_notes: "We come on Monday", agency_responsible: "Town, the" },
    ...{ address: "1 High St", media_url: picture(0) },
  };
  const [plain] = await rows(`requests/${third}.json`);
  expect(plain).toMatchObject(known);
  expect(Object.keys(plain ?? {}).sort()).toEqual(Object.keys(standard()).sort());
  expect((await rows(`requests/${third}.json?extensions=true`))[0]).toMatchObject({
    ...{ ...known, status: "action_scheduled", requestor_name: "Ben", comment_count: 1 },
    ...{ agency_sent_datetime: "2026-01-04T00:00:00Z", agency_reference: "T-3" },
    ...{ interface_used: "Web interface", media_urls: [picture(0), picture(1)] },
  });
});

test("FixMyStreet's clients get what they read, wrapped", async () => {
  const wrapped = await (await get(`requests.json?wrapped=true&service_request_id=${third}`)).json();
  const row = { status: "open", requestor_name: "Ben", agency_responsible: { recipient: ["Town, the"] } };
  expect(wrapped).toMatchObject({ service_requests: [row] });
  const one = await (await get(`requests/${third}.json?wrapped=true`)).json();
  expect(one).toEqual(wrapped);
});

test("XML tells the same as JSON, as our own client reads them", async () => {
  const read = async (format: string) => {
    const document = parseDocument(await (await get(`requests.${format}?extensions=true`)).text());
    return (
      document && readRequests(document, { timezone: "UTC", endpoint: "https://mendline.test/open311/v2" })
    );
  };
  const [xml, json] = [await read("xml"), await read("json")];
  expect(xml?.rows).toHaveLength(3);
  expect(xml).toEqual(json);
  const [row] = xml?.rows ?? [];
  expect(row).toMatchObject({ serviceRequestId: String(third), lat: 54.8, requestedDatetime: day(3) });
  const response = await get("requests");
  expect(response.headers.get("content-type")).toBe("text/xml; charset=utf-8");
});

test("each parameter narrows the list as it says", async () => {
  const to: Record<string, number[]> = {
    [`service_request_id=${first}, ${third},x,0,9999999999&status=closed`]: [third, first],
    ...{
      "status=open": [third, first],
      "status=CLOSED": [second],
      "status=open,closed": [third, second, first],
    },
    ...{ "status=fixed": [second], "status=Action Scheduled": [third] },
    ...{ "start_date=2026-01-02T00:00:00Z": [third, second], "end_date=2026-01-02T00:00:00Z": [first] },
    ...{ "start_date=2026-01-01T01:00:00+01:00&end_date=2026-01-03": [second, first] },
    ...{
      "updated_after=2026-01-28T00:00:00Z": [first, second],
      "updated_before=2026-01-28T00:00:00.000Z": [third],
    },
    ...{ "bbox=54.65,2.2,54.75,2.4": [second], "lat=54.7&long=2.3&radius=500": [second] },
    ...{
      "has_photo=true": [third],
      "has_photo=False": [second, first],
      "q=LAMP out": [first],
      "q=out%25": [],
    },
    ...{ "agency_responsible=town": [third], "agency_responsible=nobody|town": [third] },
    ...{ "agency_responsible=nobody": [], "jurisdiction_id=town": [third], "interface_used=app": [first] },
    ...{ "interface_used=Web interface": [third, second], "sort=oldest": [first, second, third] },
    ...{ "sort=updated": [first, second, third], "sort=changes": [third, second, first] },
    ...{
      "service_code=Kerbs, gullies": [second],
      "service_code=none": [],
      "unknown=1&status=": [third, second, first],
    },
    [`service_code=none,${category.id}`]: [second],
  };
  for (const [query, expected] of Object.entries(to))
    expect([query, await ids(query)]).toEqual([query, expected]);
});

test("what is wrong with a parameter is told by its name", async () => {
  const wrong: Record<string, string[]> = {
    ...{ "status=new": ["status"], "start_date=soon&end_date=2026-13-01": ["start_date", "end_date"] },
    ...{
      "updated_after=x": ["updated_after"],
      "updated_before=x": ["updated_before"],
      "bbox=1,2,3": ["bbox"],
    },
    ...{
      "bbox=2,1,1,2": ["bbox"],
      "bbox=1,2,3,4,5": ["bbox"],
      "lat=54": ["long", "radius"],
      "radius=5": ["lat", "long"],
    },
    ...{
      "lat=91&long=x&radius=0": ["lat", "long", "radius"],
      "has_photo=maybe": ["has_photo"],
      "sort=best": ["sort"],
    },
    ...{ "page=x": ["page"], "page_size=0": ["page_size"], "limit=-1": ["limit"], "cursor=x": ["cursor"] },
    ...{ "page=12&page_size=1000": ["page"] },
    [`q=${"x".repeat(201)}`]: ["q"],
    "q=%25 ab": ["q"],
  };
  for (const [query, names] of Object.entries(wrong))
    expect([query, ...(await fault(query))]).toEqual([query, 400, names]);
});

test("pages follow each other by number, from 0 or 1, and by the cursor that each answer tells", async () => {
  const size = "status=open,closed&page_size=1";
  for (const [page, id] of [
    [0, third],
    [1, third],
    [2, second],
    [3, first],
  ])
    expect(await ids(`${size}&page=${page}`)).toEqual([id]);
  expect(await ids(`${size}&page=4`)).toEqual([]);
  for (const name of ["per_page", "limit", "max_requests"]) expect(await ids(`${name}=2`)).toHaveLength(2);
  const seen: number[] = [];
  let path: string | undefined = `requests.json?${size}&api_key=mk_town`;
  while (path) {
    const response = await get(path);
    const [row]: Row[] = await response.json();
    seen.push(Number(row?.service_request_id));
    const link = response.headers.get("link");
    expect(link?.includes("mk_town") ?? false).toBe(false);
    expect(link?.includes(response.headers.get("x-next-cursor") ?? "none") ?? true).toBe(true);
    path = /^<https:\/\/mendline\.test\/open311\/v2\/(.+)>; rel="next"$/.exec(link ?? "")?.[1];
  }
  expect(seen).toEqual([third, second, first]);
});

test("a short list has a tag, and who has it already is told so until something in it changes", async () => {
  const report = await makeReport({ title: "Tagged" });
  const path = `requests.xml?service_request_id=${report.id}`;
  const tag = (await get(path)).headers.get("etag") ?? "";
  const again = await get(path, { "if-none-match": tag });
  expect([again.status, await again.text()]).toEqual([304, ""]);
  await db.report.update({ where: { id: report.id }, data: { title: "Tagged anew" } });
  const changed = await get(path, { "if-none-match": tag });
  expect([changed.status, (await changed.text()).includes("Tagged anew")]).toEqual([200, true]);
});

test("a body's own system knows its own by its own references; nobody else is told them so", async () => {
  const path = `requests.json?service_request_id=${third},${first}`;
  const [keyed, other] = await rows(path, { "x-api-key": "mk_town" });
  expect([keyed?.fixmystreet_id, other?.fixmystreet_id]).toEqual(["T-3", undefined]);
  expect((await rows(path))[0]).not.toHaveProperty("fixmystreet_id");
  const posted = await makeReport({
    clientId: (await db.apiClient.findFirstOrThrow()).id,
    clientReference: "theirs-7",
    confirmedAt: day(0),
  });
  const [back] = await rows(`requests/${posted.id}.json`, { authorization: "Bearer mk_town" });
  expect(back?.fixmystreet_id).toBe("theirs-7");
});

test("pages and feeds are where they are", async () => {
  const page = await get(`requests/${first}.html`);
  expect([page.status, page.headers.get("location")]).toEqual([303, `https://mendline.test/report/${first}`]);
  const feeds: Record<string, string> = {
    ...{ "": "problems", "?status=open": "problems/open", "?jurisdiction_id=town": "reports/town" },
    "?lat=54.6&long=2.3&radius=500": "l/54.6,2.3/0.5",
    "?service_code=Kerbs, gullies&status=closed": `problems?status=fixed%2Cclosed&category=${category.id}`,
  };
  for (const [query, path] of Object.entries(feeds)) {
    const feed = await get(`requests.rss${query}`);
    expect([feed.status, feed.headers.get("location")]).toEqual([303, `https://mendline.test/rss/${path}`]);
  }
  expect((await get("requests.rss?service_code=none")).status).toBe(404);
  for (const id of ["0", "x", "2147483648", "1,2"])
    expect((await get(`requests/${id}.json`)).status).toBe(404);
});

test("times and numbers at the edge of what there is are read, not tripped over", async () => {
  const far = ["cursor=999999999999999-2147483647", "cursor=0-1", "start_date=9999-12-31T23:59:59-14:00"];
  const early = [
    "end_date=0001-01-01",
    "updated_before=0000-01-01T00:00:00Z",
    "updated_after=99999999999999",
  ];
  const small = ["bbox=-90,-180,90,180", "lat=90&long=180&radius=100000", "lat=-0&long=-180&radius=1e5"];
  for (const query of [...far, ...early, ...small])
    expect([query, (await get(`requests.json?${query}`)).status]).toEqual([query, 200]);
});
