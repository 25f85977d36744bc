import { expect, test } from "vitest";
import { formatDate, parseDate } from "@/lib/open311/dates";

test.each([
  ["2026-07-01T10:00:00Z", "2026-07-01T10:00:00.000Z"],
  ["2026-07-01T10:00:00+02:00", "2026-07-01T08:00:00.000Z"],
  ["2026-07-01T10:00:00+0200", "2026-07-01T08:00:00.000Z"],
  ["2026-07-01T10:00:00-05", "2026-07-01T15:00:00.000Z"],
  ["2026-07-01T10:00:00 02:00", "2026-07-01T08:00:00.000Z"], // a plus decoded to a blank
  ["2026-07-01 10:00:00.97", "2026-07-01T09:00:00.970Z"],
  ["2026-07-01T10:00:00.123456Z", "2026-07-01T10:00:00.123Z"],
  ["2026-07-01 10:00", "2026-07-01T09:00:00.000Z"],
  ["2026-01-01 10:00", "2026-01-01T10:00:00.000Z"],
  ["2026-07-01", "2026-06-30T23:00:00.000Z"],
  ["2026-09-1 17:35", "2026-09-01T16:35:00.000Z"],
  [" 2026-07-01T10:00:00z ", "2026-07-01T10:00:00.000Z"],
  ["1782900000000", "2026-07-01T10:00:00.000Z"],
  ["1782900000", "2026-07-01T10:00:00.000Z"],
])("reads the date %s, zone-less ones as the end point's time", (text, expected) => {
  expect(parseDate(text, "Europe/London")?.toISOString()).toBe(expected);
});

test.each([
  "",
  "soon",
  "2026-13-01",
  "2026-02-30T10:00:00Z",
  "10:00",
  "01/07/2026",
  "2026-07-01T25:00:00Z",
  null,
  undefined,
])("does not guess at %s", (text) => {
  expect(parseDate(text, "Europe/London")).toBeUndefined();
});

test("a time that clocks show twice is the earlier one, one they skip is still an instant", () => {
  expect(parseDate("2026-10-25 01:30:00", "Europe/London")?.toISOString()).toBe("2026-10-25T00:30:00.000Z");
  expect(parseDate("2026-03-29 01:30:00", "Europe/London")?.toISOString()).toBe("2026-03-29T01:30:00.000Z");
});

test.each([
  ["z", "2026-07-01T10:00:00Z"],
  ["offset", "2026-07-01T11:00:00+01:00"],
  ["none", "2026-07-01T11:00:00"],
] as const)("writes dates in the style %s, never with milliseconds", (style, expected) => {
  expect(formatDate(new Date("2026-07-01T10:00:00.999Z"), style, "Europe/London")).toBe(expected);
});

test("writes offsets west of Greenwich and of half hours", () => {
  const date = new Date("2026-07-01T10:00:00Z");
  expect(formatDate(date, "offset", "America/St_Johns")).toBe("2026-07-01T07:30:00-02:30");
  expect(formatDate(date, "offset", "UTC")).toBe("2026-07-01T10:00:00+00:00");
});
