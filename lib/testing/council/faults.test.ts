import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Council, startCouncil } from "@/lib/testing/council";
import type { NewFault } from "@/lib/testing/council/faults";

let council: Council;
beforeAll(async () => {
  council = await startCouncil();
});
beforeEach(() => council.reset());
afterAll(() => council.close());

let nextId = 1;
function send(signal?: AbortSignal, id = String(nextId++)): Promise<Response> {
  return fetch(`${council.url}/requests.json`, {
    method: "POST",
    body: new URLSearchParams({
      api_key: council.apiKey,
      service_code: "TRE-2",
      lat: "54.6",
      long: "2.3",
      "attribute[fixmystreet_id]": id,
    }),
    ...(signal && { signal }),
  });
}
const idOf = async (answer: Response): Promise<string | undefined> =>
  ((await answer.json()) as { service_request_id?: string }[])[0]?.service_request_id;

test("refuse answers the status and body asked for, takes nothing, and is over after its times", async () => {
  council.fault({ on: "post-request", kind: "refuse", status: 503, body: "closed for lunch", times: 2 });
  for (let time = 0; time < 2; time++) {
    const answer = await send();
    expect(answer.status).toBe(503);
    expect(await answer.text()).toBe("closed for lunch");
  }
  expect(council.received).toHaveLength(0);
  expect(council.faults).toEqual([]);
  expect((await send()).status).toBe(200);
});

test("a fault without times stays until cleared, and hits only its own kind of call", async () => {
  council.fault({ on: "services", kind: "refuse", status: 400 });
  expect((await fetch(`${council.url}/services.xml`)).status).toBe(400);
  expect((await send()).status).toBe(200);
  council.clearFaults("post-request");
  expect((await fetch(`${council.url}/services.xml`)).status).toBe(400);
  council.clearFaults("services");
  expect((await fetch(`${council.url}/services.xml`)).status).toBe(200);
});

test("a fault can spare the first calls, and any call can be meant", async () => {
  council.fault({ on: "any", kind: "refuse", after: 2, times: 1 });
  expect((await send()).status).toBe(200);
  expect((await fetch(`${council.url}/services.xml`)).status).toBe(200);
  expect((await fetch(`${council.url}/requests.xml`)).status).toBe(500);
  expect((await send()).status).toBe(200);
  expect(council.calls.map((call) => call.fault)).toEqual([null, null, "refuse", null]);
});

test("stall for a time answers late, and then takes the request", async () => {
  council.fault({ on: "post-request", kind: "stall", ms: 150, times: 1 });
  const before = performance.now();
  expect((await send()).status).toBe(200);
  expect(performance.now() - before).toBeGreaterThanOrEqual(145);
  expect(council.received).toHaveLength(1);
});

test("stall for ever never answers a caller who gives up, and takes nothing", async () => {
  council.fault({ on: "post-request", kind: "stall", times: 1 });
  const giveUp = new AbortController();
  const answer = expect(send(giveUp.signal)).rejects.toThrow(/aborted/);
  await council.until(() => council.calls.at(-1)?.fault === "stall");
  giveUp.abort();
  await answer;
  expect((await send()).status).toBe(200);
  expect(council.received).toHaveLength(1);
});

test("stall after taking leaves the request behind, and clearing lets the answer go", async () => {
  council.fault({ on: "post-request", kind: "stall", taken: true });
  const answer = send();
  await council.until(() => council.received.length === 1);
  council.clearFaults();
  expect(await idOf(await answer)).toBe(council.received[0]?.reference);
});

test("cut-off takes the request and hangs up without an answer", async () => {
  council.fault({ on: "post-request", kind: "cut-off", times: 1 });
  await expect(send()).rejects.toThrow("fetch failed");
  expect(council.received).toHaveLength(1);
});

test("cut-off can hang up without taking it", async () => {
  council.fault({ on: "post-request", kind: "cut-off", taken: false, times: 1 });
  await expect(send()).rejects.toThrow("fetch failed");
  expect(council.received).toHaveLength(0);
});

test("cut-mid-body takes the request, sends the head and half of the body", async () => {
  council.fault({ on: "post-request", kind: "cut-mid-body", times: 1 });
  const answer = await send();
  expect(answer.status).toBe(200);
  await expect(answer.text()).rejects.toThrow("terminated");
  expect(council.received).toHaveLength(1);
});

test("repeat answers the id given before and opens no case", async () => {
  const first = await idOf(await send());
  council.fault({ on: "post-request", kind: "repeat", times: 1 });
  expect(await idOf(await send())).toBe(first);
  expect(council.received).toHaveLength(2);
  expect(council.cases).toHaveLength(1);
  expect(await idOf(await send())).not.toBe(first);
});

test("repeat tells every row of a list twice", async () => {
  await council.say((await idOf(await send())) ?? "", { status: "planned" });
  council.fault({ on: "updates", kind: "repeat", times: 1 });
  const rows = async () =>
    (await (await fetch(`${council.url}/servicerequestupdates.json`)).json()) as unknown[];
  const twice = await rows();
  expect(twice).toHaveLength(2);
  expect(twice[0]).toEqual(twice[1]);
  expect(await rows()).toHaveLength(1);
});

test.each<["html" | "half-xml" | "huge" | "empty", (body: string) => void]>([
  ["html", (body) => expect(body).toMatch(/^<!doctype html>/)],
  ["half-xml", (body) => expect(body).toMatch(/<service_request_id>AL$/)],
  ["huge", (body) => expect(body.length).toBeGreaterThan(10_000_000)],
  ["empty", (body) => expect(body).toBe("")],
])("nonsense: %s with status 200, nothing taken", async (what, looksRight) => {
  council.fault({ on: "post-request", kind: "nonsense", what, times: 1 });
  const answer = await send();
  expect(answer.status).toBe(200);
  looksRight(await answer.text());
  expect(council.received).toHaveLength(0);
});

test("slow drip sends the true answer bit by bit", async () => {
  council.fault({ on: "post-request", kind: "slow-drip", bytes: 10, everyMs: 15, times: 1 });
  const before = performance.now();
  expect(await idOf(await send())).toBe(council.received[0]?.reference);
  expect(performance.now() - before).toBeGreaterThan(60);
});

test("too-many is 429 with Retry-After and takes nothing", async () => {
  council.fault({ on: "post-request", kind: "too-many", retryAfter: 7, times: 1 });
  const answer = await send();
  expect(answer.status).toBe(429);
  expect(answer.headers.get("retry-after")).toBe("7");
  expect(council.received).toHaveLength(0);
});

test("take-then-500 takes the request and says it broke", async () => {
  council.fault({ on: "post-request", kind: "take-then-500", times: 1 });
  expect((await send()).status).toBe(500);
  expect(council.received).toHaveLength(1);
});

test("a photo can fail too", async () => {
  const raised = await council.raise({
    serviceCode: "TRE-2",
    description: "Down",
    lat: 54.6,
    long: 2.3,
    photos: [Buffer.from("ffd8ff00", "hex")],
  });
  const url = `${council.origin}/photos/${raised.photoIds[0]}`;
  council.fault({ on: "photo", kind: "refuse", status: 404, times: 1 });
  expect((await fetch(url)).status).toBe(404);
  expect((await fetch(url)).status).toBe(200);
});

test("a fault that makes no sense is an error at once", () => {
  expect(() => council.fault({ on: "post-request", kind: "stall", times: 0 })).toThrow();
  expect(() => council.fault({ on: "post", kind: "stall" } as unknown as NewFault)).toThrow();
});

test("until gives up after its time", async () => {
  await expect(council.until(() => false, 20)).rejects.toThrow("within 20 ms");
});

test("reset forgets but never hands out a reference twice", async () => {
  const first = await idOf(await send());
  await council.reset();
  expect(council.received).toHaveLength(0);
  expect(await idOf(await send())).not.toBe(first);
});
