import { expect, test } from "vitest";
import { OfficeHours, officeHoursOf } from "@/lib/bodies/office-hours";
import { isOutOfHours, opensAt } from "@/lib/bodies/out-of-hours";

const day = [{ from: "08:00", to: "18:00" }];
const hours = OfficeHours.parse({
  timeZone: "Europe/London",
  open: { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day },
  holidays: ["2026-12-25"],
  message: "In an emergency ring 0800 123.",
});

test.each([
  // Winter: London is UTC. 24 November 2026 is a Tuesday.
  ["2026-11-24T07:59:59Z", true, "2026-11-24T08:00:00Z"],
  ["2026-11-24T08:00:00Z", false, null],
  ["2026-11-24T17:54:59Z", false, null],
  ["2026-11-24T17:55:00Z", true, "2026-11-25T08:00:00Z"],
  ["2026-11-24T18:00:00Z", true, "2026-11-25T08:00:00Z"],
  // Friday evening to Monday; the Friday that is a holiday.
  ["2026-11-27T20:00:00Z", true, "2026-11-30T08:00:00Z"],
  ["2026-12-25T10:00:00Z", true, "2026-12-28T08:00:00Z"],
  ["2026-12-24T17:56:00Z", true, "2026-12-28T08:00:00Z"],
  // Summer: an hour ahead of UTC; over both changes of the clocks (29 March, 25 October 2026).
  ["2026-07-01T06:59:00Z", true, "2026-07-01T07:00:00Z"],
  ["2026-07-01T07:00:00Z", false, null],
  ["2026-03-28T12:00:00Z", true, "2026-03-30T07:00:00Z"],
  ["2026-10-24T12:00:00Z", true, "2026-10-26T08:00:00Z"],
])("at %s closed: %j, until %j", (now, closed, until) => {
  expect(isOutOfHours(hours, new Date(now))).toBe(closed);
  if (until) expect(opensAt(hours, new Date(now))).toEqual(new Date(until));
});

test("a lunch break, a day that ends at midnight, another time zone", () => {
  const split = OfficeHours.parse({
    timeZone: "America/New_York",
    open: {
      tuesday: [
        { from: "13:00", to: "24:00" },
        { from: "08:00", to: "12:00" },
      ],
      wednesday: [{ from: "00:00", to: "06:00" }],
    },
  });
  const at = (time: string) => new Date(`2026-11-24T${time}:00-05:00`);
  expect(isOutOfHours(split, at("12:10"))).toBe(true);
  expect(opensAt(split, at("12:10"))).toEqual(at("13:00"));
  expect(opensAt(split, at("11:57"))).toEqual(at("13:00"));
  // Midnight between two open periods closes nothing.
  expect(isOutOfHours(split, at("23:58"))).toBe(false);
});

test("nothing entered, or nothing readable, is never closed", () => {
  for (const column of [{}, null, { open: {} }, { open: { monday: [{ from: "9", to: "10" }] } }])
    expect(officeHoursOf(column)).toBeNull();
  expect(officeHoursOf(JSON.parse(JSON.stringify(hours)))).toEqual(hours);
});

test.each([
  [{ timeZone: "Europe/Atlantis" }, "timeZone"],
  [{ open: { monday: [{ from: "10:00", to: "09:00" }] } }, "open.monday.0.to"],
  [{ open: { monday: [{ from: "25:00", to: "26:00" }] } }, "open.monday.0.from"],
  [{ open: { monday: [...day, { from: "17:00", to: "19:00" }] } }, "open.monday"],
  [{ open: {} }, "open"],
  [{ holidays: ["25.12."] }, "holidays.0"],
  [{ message: "x".repeat(501) }, "message"],
])("%j is refused at %s", (wrong, path) => {
  const issues = OfficeHours.safeParse({ open: { monday: day }, ...wrong }).error?.issues ?? [];
  expect(issues.map((issue) => issue.path.join("."))).toContain(path);
});

test("closed for good: no day to name", () => {
  const holidays = Array.from({ length: 400 }, (_, n) =>
    new Date(Date.UTC(2026, 10, 24 + n)).toISOString().slice(0, 10),
  );
  expect(opensAt({ ...hours, holidays }, new Date("2026-11-24T12:00:00Z"))).toBeNull();
});
