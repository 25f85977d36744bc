import { request as plainRequest } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Council, startCouncil } from "@/lib/testing/council";

let council: Council;
beforeAll(async () => {
  council = await startCouncil();
});
beforeEach(() => council.reset());
afterAll(() => council.close());

const jpeg = Buffer.from("ffd8ffe000104a464946", "hex");
const page = async (path = "/") => (await fetch(council.origin + path)).text();

/** Sends a form as a browser does that has the page open. */
function submit(path: string, fields: Record<string, string>, photo?: Buffer, origin = council.origin) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("photo", new Blob(photo ? [new Uint8Array(photo)] : []), photo ? "p.jpg" : "");
  return fetch(council.origin + path, {
    method: "POST",
    body: form,
    redirect: "manual",
    headers: { origin },
  });
}
async function report(fields: Record<string, string> = {}): Promise<void> {
  const body = new URLSearchParams({
    api_key: council.apiKey,
    service_code: "PTH-1",
    lat: "54.6",
    long: "2.3",
    description: "A deep hole",
    "attribute[depth_cm]": "7",
    "attribute[where_on_road]": "cycle",
    "attribute[fixmystreet_id]": "7045",
    ...fields,
  });
  const answer = await fetch(`${council.url}/requests.json`, { method: "POST", body });
  expect(answer.status).toBe(200);
}
const key = () => council.cases.at(-1)?.key;
const updates = async () => (await fetch(`${council.url}/servicerequestupdates.json`)).json();

test("an empty desk says so", async () => {
  expect(await page()).toContain("Nothing has come in yet");
});

test("a case shows its reference, reporter, place and answers in the questions' own words", async () => {
  await report({ first_name: "Ines", last_name: "Okafor", email: "ines@mail.example" });
  const text = await page();
  for (const part of [
    council.received[0]?.reference ?? "none",
    "Ines Okafor, ines@mail.example",
    "54.6, 2.3",
    "How deep is the hole, in centimetres?",
    "In a cycle lane",
    "7045",
  ]) {
    expect(text).toContain(part);
  }
});

test("the address of the report in the description is a link, with its signs escaped", async () => {
  await report({ description: "Deep\nhttps://site.example/report/7?a=1&b=2\nend" });
  expect(await page()).toContain(
    '<a href="https://site.example/report/7?a=1&amp;b=2" rel="noreferrer">https://site.example/report/7?a=1&amp;b=2</a>\nend',
  );
});

test("the newest case comes first, and older pages are linked", async () => {
  for (let number = 1; number <= 31; number++) {
    await council.raise({ serviceCode: "TRE-2", description: `Tree no ${number}.`, lat: 54.6, long: 2.3 });
  }
  const text = await page();
  expect(text.indexOf("Tree no 31.")).toBeLessThan(text.indexOf("Tree no 30."));
  expect(text).not.toContain("Tree no 1.");
  const older = /href="(\/\?before=\d+)"/.exec(text)?.[1] ?? "";
  expect(await page(older)).toContain("Tree no 1.");
});

test("whatever was sent is escaped, and only web addresses become links", async () => {
  const evil = `<script>alert("1")</script>' onerror='x`;
  await report({
    description: evil,
    first_name: evil,
    media_url: "javascript:alert(1)",
    "attribute[other]": evil,
  });
  await report({ media_url: `https://site.example/p.jpg?"><script>` });
  const text = await page();
  expect(text).not.toContain("<script");
  expect(text).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39; onerror=&#39;x");
  expect(text).not.toMatch(/(href|src)="javascript/);
  expect(text).toContain('src="https://site.example/p.jpg?&quot;&gt;&lt;script&gt;"');
  expect((await fetch(council.origin)).headers.get("content-security-policy")).toContain(
    "default-src 'none'",
  );
});

test("an unknown word in the address shows no message", async () => {
  expect(await page("/?said=toString")).not.toContain("sheet said");
  expect(await page("/?said=said")).toContain("sheet said");
});

test("setting a state with note, code and photo makes an update that the feed tells", async () => {
  await report();
  const answer = await submit(
    `/cases/${key()}/say`,
    { status: "in_progress", text: "Crew booked", code: "C4" },
    jpeg,
  );
  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toBe(`/?said=said#case-${key()}`);
  expect(await updates()).toMatchObject([
    {
      service_request_id: council.received[0]?.reference,
      status: "in_progress",
      description: "Crew booked",
      external_status_code: "C4",
      media_url: expect.stringMatching(/\.jpg$/),
    },
  ]);
});

test("a note alone keeps the state; the list's state is taken with its own button", async () => {
  await report();
  await submit(`/cases/${key()}/say`, { status: "other", other: "duplicate" });
  await submit(`/cases/${key()}/say`, { status: "same", other: "open", text: "Thank you" });
  expect(await updates()).toMatchObject([
    { status: "duplicate", description: null },
    { status: "duplicate", description: "Thank you" },
  ]);
});

test("giving a reference to a case that has one tells the reference to quote", async () => {
  await report();
  expect((await submit(`/cases/${key()}/reference`, { reference: "W/55" })).status).toBe(303);
  expect(await updates()).toMatchObject([{ customer_reference: "W/55" }]);
  expect(await page()).toContain("W/55");
});

test("in batch mode a visitor gives the reference, or takes the next free one, before anything can be said", async () => {
  const batch = await startCouncil({ mode: "batch", pollsUntilKnown: "by hand" });
  const submitTo = (path: string, fields: Record<string, string>) =>
    fetch(batch.origin + path, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  for (const place of ["1 Quay Street", "2 Quay Street"]) {
    const body = new URLSearchParams({ api_key: batch.apiKey, service_code: "0041", address_string: place });
    await fetch(`${batch.url}/requests.json`, { method: "POST", body });
  }
  expect(await (await fetch(batch.origin)).text()).toContain("Give the case a reference first");
  expect((await submitTo("/cases/1/say", { status: "fixed" })).status).toBe(400);
  expect((await submitTo("/cases/1/reference", { reference: " W/1 " })).status).toBe(303);
  expect((await submitTo("/cases/2/reference", { reference: "W/1" })).status).toBe(400);
  expect((await submitTo("/cases/2/reference", { reference: "" })).status).toBe(303);
  expect(batch.received.map((note) => note.reference)).toEqual(["W/1", "ALD-1002"]);
  expect((await submitTo("/cases/1/say", { status: "fixed" })).status).toBe(303);
  await batch.close();
});

test("a problem of the council's own appears in the list of requests", async () => {
  const fields = { service: "sign/9", description: "Bent", lat: "54.601", long: "2.301" };
  expect((await submit("/raise", fields, jpeg)).status).toBe(303);
  expect(await (await fetch(`${council.url}/requests.json`)).json()).toMatchObject([
    { service_code: "sign/9", lat: 54.601, media_url: expect.stringMatching(/\.jpg$/) },
  ]);
});

test("what is missing is said in words and changes nothing", async () => {
  const answer = await submit("/raise", { service: "nothing", description: " ", lat: "north", long: "" });
  expect(answer.status).toBe(400);
  expect(await answer.text()).toMatch(/choose what it is[\s\S]*describe it[\s\S]*latitude and longitude/i);
  expect(council.cases).toHaveLength(0);
  await report();
  expect((await submit(`/cases/${key()}/say`, { status: "mended" })).status).toBe(400);
  expect((await submit("/cases/999999/say", { status: "fixed" })).status).toBe(404);
  expect(council.updates).toHaveLength(0);
});

test.each(["https://evil.example", "null"])("a form from %s is turned away", async (origin) => {
  await report();
  expect((await submit(`/cases/${key()}/say`, { status: "fixed" }, undefined, origin)).status).toBe(403);
  expect(council.updates).toHaveLength(0);
});

test("a body above the limit gets 413 and nothing changes", async () => {
  const answer = await submit("/raise", { service: "sign/9", description: "x".repeat(26 * 1024 * 1024) });
  expect(answer.status).toBe(413);
  expect(await answer.text()).toContain("too large");
  expect(council.cases).toHaveLength(0);
});

test("an uploaded page is never served as one", async () => {
  await council.raise({
    serviceCode: "sign/9",
    description: "Bent",
    lat: 54.6,
    long: 2.3,
    photos: [Buffer.from("<html><script>alert(1)</script>")],
  });
  const answer = await fetch(`${council.origin}/photos/${council.cases[0]?.photoIds[0]}`);
  expect(answer.headers.get("content-type")).toBe("application/octet-stream");
  expect(answer.headers.get("content-disposition")).toBe("attachment");
  expect((await fetch(`${council.origin}/photos/..%2F..%2Fetc%2Fpasswd`)).status).toBe(404);
});

const control = (path: string, method = "GET", body?: unknown, headers: Record<string, string> = {}) =>
  fetch(`${council.origin}/_control/${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

test("another process can set, see and clear faults", async () => {
  expect((await control("faults", "POST", { on: "services", kind: "too-many", retryAfter: 3 })).status).toBe(
    200,
  );
  expect((await fetch(`${council.url}/services.json`)).status).toBe(429);
  expect(await (await control("faults")).json()).toMatchObject([{ on: "services", kind: "too-many" }]);
  await control("faults?on=services", "DELETE");
  expect((await fetch(`${council.url}/services.json`)).status).toBe(200);
  expect((await control("faults", "POST", { on: "services", kind: "explode" })).status).toBe(400);
});

test("another process can play the council and read what it knows", async () => {
  await report();
  await report();
  const reference = council.received[0]?.reference;
  await control("say", "POST", { reference, status: "fixed", photo: jpeg.toString("base64") });
  await control("reference", "POST", { key: key(), reference: "W/9" });
  await control("requests", "POST", { serviceCode: "0041", description: "Full", lat: 54.6, long: 2.3 });
  const state = (await (await control("state")).json()) as Record<string, unknown[]>;
  expect(state.updates).toMatchObject([
    { status: "fixed", photoIds: [expect.any(String)] },
    { customerReference: "W/9" },
  ]);
  expect(state.cases).toHaveLength(3);
  expect(state.duplicates).toEqual([{ kind: "request", id: "7045", times: 2 }]);
  expect((await control("say", "POST", { reference: "none" })).status).toBe(404);
  await control("reset", "POST");
  expect(council.cases).toHaveLength(0);
});

test("the control path wants JSON, a known verb, and no foreign page or name", async () => {
  const bad = await fetch(`${council.origin}/_control/faults`, { method: "POST", body: "{" });
  expect(bad.status).toBe(400);
  expect((await control("nothing")).status).toBe(404);
  expect((await control("reset", "POST", {}, { origin: "https://evil.example" })).status).toBe(403);
  const rebound = await new Promise<number | undefined>((resolve, reject) => {
    const headers = { host: `evil.example:${council.port}` };
    plainRequest(`${council.origin}/_control/state`, { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on("error", reject)
      .end();
  });
  expect(rebound).toBe(403);
});
