import { expect, test } from "vitest";
import type { RequestFilter, Window } from "@/lib/open311/client";
import type { RequestUpdate, ServiceRequest } from "@/lib/open311/documents";
import type { Rows } from "@/lib/open311/read/document";
import type { Result } from "@/lib/open311/result";
import { requestsOfWindow, updatesOfWindow } from "@/lib/open311/whole-window";
import type { Exchange } from "@/lib/open311/wire";

const exchange = {} as Exchange;
const window = { start: new Date("2026-11-01T00:00:00Z"), end: new Date("2026-11-03T00:00:00Z") };
const minutes = (count: number, from = window.start): ServiceRequest[] =>
  Array.from({ length: count }, (_, index) => ({
    serviceRequestId: `S-${index}`,
    status: "open",
    mediaUrls: [],
    extras: {},
    requestedDatetime: new Date(from.getTime() + index * 60_000),
  }));

/** A back end that tells at most `most` rows a call; `deaf` to dates, it always tells the same. */
function backEnd(all: ServiceRequest[], most: number, deaf = false) {
  const asked: RequestFilter[] = [];
  const requests = async (
    filter: RequestFilter,
  ): Promise<Result<{ rows: ServiceRequest[]; skipped: never[] }>> => {
    asked.push(filter);
    const { start, end } = filter.window ?? window;
    const inside = all.filter(
      ({ requestedDatetime: at }) => deaf || (at !== undefined && at >= start && at <= end),
    );
    return { ok: true, value: { rows: inside.slice(0, most), skipped: [] }, exchange };
  };
  return { client: { requests }, asked };
}

test("L1 a short list is whole with one call", async () => {
  const { client, asked } = backEnd(minutes(7), 50);
  const list = await requestsOfWindow(client, { window, serviceCodes: ["KRB-7"] });
  expect(list).toMatchObject({ ok: true, whole: true });
  expect(asked).toEqual([{ window, serviceCodes: ["KRB-7"] }]);
});

test("L1 a list that looks cut is asked for in halves until it is whole, each request once", async () => {
  const { client, asked } = backEnd(minutes(180), 50);
  const list = await requestsOfWindow(client, { window });
  expect(list.ok && [list.whole, list.rows.length]).toEqual([true, 180]);
  expect(asked.length).toBeGreaterThan(4);
  expect(list.exchanges).toHaveLength(asked.length);
});

test("V14 L3 a back end that is deaf to dates is found out, in a bounded number of calls", async () => {
  const { client, asked } = backEnd(minutes(300), 50, true);
  const list = await requestsOfWindow(client, { window }, { calls: 9 });
  expect(list.ok && list.whole).toBe(false);
  expect(asked.length).toBeLessThanOrEqual(9);
});

test("L5 requests that stand in both halves are told once", async () => {
  const middle = new Date("2026-11-02T00:00:00Z");
  const rows = [
    ...minutes(9),
    ...minutes(1, middle).map((row) => ({ ...row, serviceRequestId: "S-middle" })),
  ];
  const { client } = backEnd(rows, 50);
  const list = await requestsOfWindow(client, { window });
  expect(
    list.ok && list.rows.map(({ serviceRequestId }) => serviceRequestId).filter((id) => id === "S-middle"),
  ).toEqual(["S-middle"]);
});

test("L6 an error is an error, not the end of the list", async () => {
  let calls = 0;
  const { client } = backEnd(minutes(180), 50);
  const failing: typeof client.requests = async (filter) =>
    ++calls < 3
      ? client.requests(filter)
      : { ok: false, reason: "down", status: 500, retry: true, ambiguous: false, exchange };
  expect(await requestsOfWindow({ requests: failing }, { window })).toMatchObject({
    ok: false,
    reason: "down",
    exchanges: [exchange, exchange, exchange],
  });
});

test("L1 updates are asked for in the same way; one id may stand for an update of each of several requests", async () => {
  const all = Array.from(
    { length: 180 },
    (_, index): RequestUpdate => ({
      ...{
        updateId: `U-${Math.floor(index / 2)}`,
        serviceRequestId: `S-${index}`,
        mediaUrls: [],
        extras: {},
      },
      updatedDatetime: new Date(window.start.getTime() + index * 60_000),
    }),
  );
  const asked: (Window | undefined)[] = [];
  const updates = async (part: Window = window) => {
    asked.push(part);
    const inside = all.filter(({ updatedDatetime: at }) => at >= part.start && at <= part.end);
    return { ok: true as const, value: { rows: inside.slice(0, 50), skipped: [] }, exchange };
  };
  const list = await updatesOfWindow({ updates }, window);
  expect(list.ok && [list.whole, list.rows.length]).toEqual([true, 180]);
  expect(asked[0]).toEqual(window);
  expect(asked.length).toBeGreaterThan(4);
});

/** A back end that tells all at once as pages, numbered from `first`; `deaf` to the number, it always tells the first. */
function paged(all: ServiceRequest[], size: number, first: number, deaf = false) {
  const asked: string[] = [];
  const requests = async ({ extra }: RequestFilter): Promise<Result<Rows<ServiceRequest>>> => {
    asked.push(extra?.page ?? "");
    const page = Math.max(Number(extra?.page ?? first) - first, 0);
    const start = deaf ? 0 : page * size;
    return { ok: true, value: { rows: all.slice(start, start + size), skipped: [] }, exchange };
  };
  return { client: { requests }, asked };
}

const moment = { start: window.start, end: window.start };

test.each([
  ["numbered from 0", 0, 120, ["", "1", "2"]],
  ["numbered from 1", 1, 120, ["", "1", "2", "3"]],
  ["of which the last is full", 0, 100, ["", "1", "2"]],
])("L3 pages %s are all read where a list is cut in the shortest window", async (_, first, count, calls) => {
  const { client, asked } = paged(minutes(count), 50, first);
  const list = await requestsOfWindow(client, { window: moment }, { pageParameter: "page" });
  expect(list.ok && [list.whole, list.rows.length, list.exchanges.length]).toEqual([
    true,
    count,
    calls.length,
  ]);
  expect(asked).toEqual(calls);
});

test("L3 whoever tells the same page for ever has none, and many pages are not all asked for at once", async () => {
  const deaf = paged(minutes(120), 50, 1, true);
  const list = await requestsOfWindow(deaf.client, { window: moment }, { pageParameter: "page" });
  expect(list.ok && [list.whole, list.rows.length]).toEqual([false, 50]);
  expect(deaf.asked).toEqual(["", "1", "2"]);
  const endless = paged(minutes(500), 10, 0);
  const some = await requestsOfWindow(
    endless.client,
    { window: moment },
    { pageParameter: "page", calls: 5 },
  );
  expect(some.ok && [some.whole, some.rows.length]).toEqual([false, 50]);
  // Nobody said that there are pages.
  const plain = paged(minutes(120), 50, 1);
  await requestsOfWindow(plain.client, { window: moment });
  expect(plain.asked).toEqual([""]);
});
