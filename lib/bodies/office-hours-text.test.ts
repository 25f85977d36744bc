import { expect, test } from "vitest";
import { periodsText, readDates, readPeriods } from "@/lib/bodies/office-hours-text";

test.each([
  ["08:00–12:00, 13:00–17:30", "08:00–12:00, 13:00–17:30"],
  ["8-17", "08:00–17:00"],
  ["8.30 to 12; 13:00 — 24:00", "08:30–12:00, 13:00–24:00"],
  ["", ""],
  [" , ", ""],
])("%j is read as %j", (written, read) => {
  expect(periodsText(readPeriods(written))).toBe(read);
});

test.each([
  ["morning", [{ from: "morning", to: "" }]],
  ["8", [{ from: "08:00", to: "" }]],
])("%j stays as it is, for the schema to refuse", (written, periods) => {
  expect(readPeriods(written)).toEqual(periods);
});

test("dates may stand a line each or in a row", () => {
  expect(readDates("2026-12-25\n2026-12-26, 2027-01-01")).toEqual(["2026-12-25", "2026-12-26", "2027-01-01"]);
});
