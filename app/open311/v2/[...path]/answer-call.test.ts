import "@/lib/testing/database";
import { expect, onTestFinished, test } from "vitest";
import { type Answer, type Asked, refuse } from "@/app/open311/v2/[...path]/answer-call";
import { readAddress } from "@/app/open311/v2/[...path]/read-address";
import { readPosted } from "@/app/open311/v2/[...path]/read-posted";
import { respond } from "@/app/open311/v2/[...path]/respond";
import * as route from "@/app/open311/v2/[...path]/route";
import { hashClientKey } from "@/lib/clients/client-key";
import { db } from "@/lib/db";
import { writeErrors } from "@/lib/open311/write/errors";
import { forgetPace, keepPace } from "@/lib/rate-limit";

const at = (path: string) => `https://mendline.test/open311/v2/${path}`;
const document = writeErrors([], "json");

async function client(overrides: object = {}) {
  const key = `mk_${crypto.randomUUID()}`;
  const row = await db.apiClient.create({ data: { name: key, keyHash: hashClientKey(key), ...overrides } });
  return { key, row };
}

const spellings: [string, object][] = [
  ["requests.json", { format: "json", bare: "requests" }],
  ["requests.JSON", { format: "json", bare: "requests" }],
  ["requests.Xml", { format: "xml", bare: "requests" }],
  ["requests", { format: "xml", bare: "requests" }],
  ["//requests.json/", { format: "json", bare: "requests" }],
  ["requests//7.json", { format: "json", bare: "requests/7" }],
  ["services/A.B.json", { format: "json", bare: "services/A.B" }],
  ["services/Pot holes.xml", { bare: "services/Pot%20holes" }],
  ["", { format: "xml", bare: "" }],
];
test.each(spellings)("the address %s is understood", (path, expected) => {
  expect(readAddress(at(path))).toMatchObject(expected);
});

test("parameters: empty is absent, blanks go, bytes of latin-1 and stray percent signs are text", () => {
  const { query } = readAddress(
    at(
      "requests.json?jurisdiction_id=&q=%20caf%E9%20&p=100%&s[]=1&s[0]=2&z=a%00b&d=2026-01-01T00:00:00+01:00&=x&n",
    ),
  );
  expect([...query]).toEqual([
    ["q", "café"],
    ["p", "100%"],
    ["s", "1"],
    ["s", "2"],
    ["z", "ab"],
    ["d", "2026-01-01T00:00:00 01:00"],
  ]);
});

test("what is no call is 404, another method 405, in the asked format; browsers of other sites may read it", async () => {
  const none = await route.GET(new Request(at("nothing.json")));
  expect([none.status, await none.json()]).toEqual([404, [{ code: "404", description: expect.any(String) }]]);
  expect(none.headers.get("access-control-allow-origin")).toBe("*");
  expect(none.headers.get("cache-control")).toBe("no-store");
  expect(none.headers.get("x-request-id")).toMatch(/^[\da-f-]{36}$/);
  const put = await route.PUT(new Request(at("servicerequestupdates.xml"), { method: "PUT" }));
  expect([put.status, put.headers.get("content-type")]).toEqual([405, "text/xml; charset=utf-8"]);
  expect(put.headers.get("allow")).toContain("POST");
  const asking = await route.OPTIONS(new Request(at("servicerequestupdates.xml"), { method: "OPTIONS" }));
  expect([asking.status, await asking.text()]).toEqual([204, ""]);
  expect(asking.headers.get("access-control-allow-methods")).toContain("POST");
});

const get = (headers: Record<string, string> = {}, method = "GET") =>
  new Request(at("services.json"), { method, headers });

test("who has an answer already is told so; HEAD is answered without the body", async () => {
  const answer: Answer = { status: 200, document };
  const first = await respond(get(), answer, "1");
  const tag = first.headers.get("etag") ?? "";
  expect(first.headers.get("cache-control")).toBe("public, max-age=5, s-maxage=5");
  for (const known of [tag, tag.slice(2), `"other", ${tag}`, "*"]) {
    const again = await respond(get({ "if-none-match": known }), answer, "2");
    expect([known, again.status, await again.text()]).toEqual([known, 304, ""]);
  }
  expect((await respond(get({ "if-none-match": '"other"' }), answer, "3")).status).toBe(200);
  const head = await respond(get({}, "HEAD"), answer, "4");
  expect([head.status, head.headers.get("etag"), await head.text()]).toEqual([200, tag, ""]);
  const keyed = await respond(get({ authorization: "Bearer x" }), answer, "5");
  expect(keyed.headers.get("cache-control")).toBe("private, no-cache");
  for (const query of ["api_key=x", "api%5Fkey=x", "key[]=x", "api_key[0]=x"]) {
    const asked = new Request(`https://mendline.test/open311/v2/requests.json?${query}`);
    const { headers } = await respond(asked, answer, "6");
    expect([query, headers.get("cache-control")]).toEqual([query, "private, no-cache"]);
  }
  const wrong = await respond(get(), refuse("json", 400, "No"), "6");
  expect([wrong.headers.get("etag"), wrong.headers.get("cache-control")]).toEqual([null, "no-store"]);
});

test("a stream is sent as it is made, and no more of it is made where nobody reads it", async () => {
  let made = 0;
  let ended = false;
  async function* pieces() {
    try {
      for (;;) {
        made++;
        yield "[]";
      }
    } finally {
      ended = true;
    }
  }
  const answer = () => ({ status: 200, document: { contentType: "application/json", body: pieces() } });
  const streamed = await respond(get(), answer(), "1");
  expect(streamed.headers.get("etag")).toBeNull();
  const reader = streamed.body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("[]");
  await reader?.cancel();
  expect([made, ended]).toEqual([1, true]);
  const head = await respond(get({}, "HEAD"), answer(), "2");
  expect([head.body, made]).toEqual([null, 1]);
});

test("whoever calls too often waits; a caller with a key has a pace of its own", async () => {
  // What is counted in memory is known by number: one that no other file in this process uses.
  const { key, row } = await client({ id: 700_001, callsPerMinute: 2 });
  onTestFinished(async () => void (await Promise.all(["198.51.100.20", `client ${row.id}`].map(forgetPace))));
  const call = (headers: Record<string, string>) =>
    route.GET(
      new Request(at("services/none.json"), { headers: { "x-forwarded-for": "198.51.100.20", ...headers } }),
    );
  for (const _ of Array(299).keys()) await keepPace("198.51.100.20", 300);
  expect((await call({})).status).toBe(404);
  const refused = await call({});
  expect([refused.status, Number(refused.headers.get("retry-after"))]).toEqual([429, expect.any(Number)]);
  const own = { authorization: `Bearer ${key}` };
  const statuses = [await call(own), await call(own), await call(own)].map(({ status }) => status);
  expect(statuses).toEqual([404, 404, 429]);
});

test("a key is taken from the address or a header; one that is nobody's is refused", async () => {
  const { key } = await client();
  const call = (query: string, headers = {}) =>
    route.GET(new Request(at(`services/none.json${query}`), { headers }));
  const ways: [string, object][] = [
    ["?api_key=KEY", {}],
    ["?key=KEY", {}],
    ["", { authorization: "bearer KEY" }],
    ["", { "x-api-key": "KEY" }],
  ];
  for (const [query, headers] of ways) {
    const with_ = (it: string) =>
      call(query.replace("KEY", it), JSON.parse(JSON.stringify(headers).replace("KEY", it)));
    expect([query, (await with_(key)).status, (await with_("wrong")).status]).toEqual([query, 404, 403]);
  }
});

const asked = (body: BodyInit, more: Partial<Asked> = {}): Asked => ({
  request: new Request(at("requests.json"), { method: "POST", body }),
  ...{ format: "json", query: new URLSearchParams({ api_key: "in the address" }), parts: [], caller: null },
  ...{ wrongKey: false, extended: false, wrapped: false, address: "198.51.100.21", ...more },
});

test("the key of a posted form goes before that of the address; a wrong one is refused unless others are known", async () => {
  const { key, row } = await client();
  const form = (api_key: string) => new URLSearchParams({ api_key, description: "A hole" });
  const good = await readPosted(asked(form(key), { wrongKey: true }), 1000);
  expect(good).toMatchObject({ kind: "read", caller: { clientId: row.id } });
  if (good.kind === "read") expect([good.one("description"), good.one("lat")]).toEqual(["A hole", ""]);
  expect(await readPosted(asked(form("wrong")), 1000)).toMatchObject({ answer: { status: 403 } });
  expect(await readPosted(asked(form(""), { wrongKey: true }), 1000)).toMatchObject({
    answer: { status: 403 },
  });
  const other = await readPosted(asked(form("wrong")), 1000, { otherKeys: true });
  expect(other).toMatchObject({ kind: "read", caller: null });
  expect(await readPosted(asked(form(key)), 10)).toMatchObject({ answer: { status: 413 } });
  expect(await readPosted(asked('{"a":'), 1000)).toMatchObject({ answer: { status: 400 } });
});

test("of whoever has called too often without a key nothing more is read; who shows one in the headers goes on", async () => {
  const address = "198.51.100.22";
  onTestFinished(async () => void (await forgetPace(address)));
  for (const _ of Array(300).keys()) await keepPace(address, 300);
  let pieces = 0;
  const body = () =>
    new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          if (++pieces > 3) controller.close();
          else controller.enqueue(new TextEncoder().encode("description=A+hole&"));
        },
      },
      { highWaterMark: 0 },
    );
  const request = () =>
    new Request(at("requests.json"), { method: "POST", body: body(), duplex: "half" } as RequestInit);
  await expect(readPosted(asked("", { address, request: request() }), 1000)).rejects.toMatchObject({
    code: "too_many",
  });
  expect(pieces).toBe(0);
  const { row } = await client({ id: 700_002 });
  const caller = { kind: "client", clientId: row.id, name: row.name, bodyId: null, trusted: false } as const;
  const known = asked("", { address, request: request(), caller: { ...caller, may: [] } });
  expect(await readPosted(known, 1000)).toMatchObject({ kind: "read" });
});
