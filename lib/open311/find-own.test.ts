import { expect, test } from "vitest";
import type { ServiceRequest } from "@/lib/open311/documents";
import { findOwn, isOwn } from "@/lib/open311/find-own";
import type { WholeWindow } from "@/lib/open311/whole-window";

const since = new Date("2026-11-24T10:00:00Z");
const own = { reportId: "7045", idField: "site_ref", url: "https://site.example/report/7045" };

const row = (over: Partial<ServiceRequest> = {}): ServiceRequest => ({
  serviceRequestId: "S-1",
  status: "open",
  mediaUrls: [],
  extras: {},
  requestedDatetime: since,
  ...over,
});
const list = (rows: ServiceRequest[], over: Partial<WholeWindow> = {}): WholeWindow => ({
  ok: true,
  rows,
  skipped: [],
  whole: true,
  exchanges: [],
  ...over,
});
const ours = row({ extras: { site_ref: "7045" } });

test.each([
  ["our number in the field that carries it", { extras: { site_ref: "7045" } }, true],
  ["our number in a nested field", { extras: { "extended_attributes.SITE_REF": "7045" } }, true],
  ["our number under the usual name", { extras: { fixmystreet_id: "7045" } }, true],
  ["another number", { extras: { site_ref: "70451" } }, false],
  ["our number in another field", { extras: { depth: "7045" } }, false],
  ["our address in the description", { description: `Kerb up\n\n${own.url}\n` }, true],
  ["another report's address", { description: `Kerb up\n\n${own.url}1` }, false],
  ["both, ours last", { description: `See ${own.url}1 and ${own.url}` }, true],
  ["our photo", { mediaUrls: ["https://site.example/photo/7045.0.full.jpeg?ab"] }, true],
  ["another report's photo", { mediaUrls: ["https://site.example/photo/70450.0.full.jpeg"] }, false],
  ["nothing of it", { description: "Kerb up" }, false],
])("a request that shows %s", (_, over, expected) => {
  expect(isOwn(row(over), own)).toBe(expected);
});

test("found is found, the oldest of several first", () => {
  const later = row({
    ...ours,
    serviceRequestId: "S-2",
    requestedDatetime: new Date("2026-11-24T10:05:00Z"),
  });
  expect(findOwn(list([row(), later, ours]), own, since, false)).toEqual({
    kind: "found",
    serviceRequestId: "S-1",
  });
  const halfRead = list([later], { whole: false });
  expect(findOwn(halfRead, own, since, false)).toMatchObject({ kind: "found", serviceRequestId: "S-2" });
});

test("V9 a fresh row that has no id yet, but our address: found, the reference is not known", () => {
  const skipped = [{ reason: "No service_request_id", row: { description: `Kerb\n${own.url}` } }];
  expect(findOwn(list([row()], { skipped }), own, since, false)).toEqual({
    kind: "found",
    serviceRequestId: null,
  });
});

test("it is absent only from a list that was read whole, understood, and reaches the time", () => {
  expect(findOwn(list([row()]), own, since, false)).toEqual({ kind: "absent" });
  expect(findOwn(list([]), own, since, false)).toEqual({ kind: "absent" });
  const old = row({ requestedDatetime: new Date("2026-01-01T00:00:00Z") });
  const skipped = [{ reason: "No service_request_id", row: { description: "something" } }];
  for (const doubtful of [
    list([row()], { whole: false }),
    list([row()], { skipped }),
    list([old]),
    list([row({ requestedDatetime: undefined })]),
  ]) {
    expect(findOwn(doubtful, own, since, false)).toMatchObject({
      kind: "unknown",
      reason: expect.any(String),
    });
  }
});

test("a report that is sent again is not taken for the one of before", () => {
  const before = row({ ...ours, requestedDatetime: new Date("2026-11-20T10:00:00Z") });
  const now = row({ ...ours, serviceRequestId: "S-9", requestedDatetime: new Date("2026-11-24T10:00:03Z") });
  expect(findOwn(list([before, row()]), own, since, true)).toEqual({ kind: "absent" });
  expect(findOwn(list([before, now]), own, since, true)).toEqual({ kind: "found", serviceRequestId: "S-9" });
  const justBefore = row({ ...ours, requestedDatetime: new Date("2026-11-24T09:40:00Z") });
  const undated = row({ ...ours, requestedDatetime: undefined });
  for (const unclear of [justBefore, undated])
    expect(findOwn(list([unclear, row()]), own, since, true).kind).toBe("unknown");
});
