import { expect, test } from "vitest";
import { closedNotice, closedSince } from "@/lib/bodies/closed-notice";

const day = [{ from: "08:00", to: "18:00" }];
const officeHours = {
  timeZone: "Europe/London",
  open: { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day },
  holidays: ["2026-12-25", "2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31", "2027-01-01"],
  message: "In an emergency ring 0800 123.",
};
const body = { name: "Brackenford Council", officeHours };
const at = (text: string) => new Date(text);

test("it says until when, and what the body says", () => {
  expect(closedNotice(body, at("2026-11-28T12:00:00Z"))).toBe(
    "Brackenford Council is closed until Monday 08:00. In an emergency ring 0800 123.",
  );
  expect(closedNotice(body, at("2026-11-27T12:00:00Z"))).toBeNull();
});

test("further off than a week, with its date", () => {
  expect(closedNotice(body, at("2026-12-24T20:00:00Z"))).toContain("until Monday 4 January 08:00.");
});

test("a body without hours is never closed", () => {
  expect(closedNotice({ name: "Any", officeHours: {} }, at("2026-11-28T12:00:00Z"))).toBeNull();
});

test("about a report that was sent: only while nobody was there since", () => {
  const saturday = at("2026-11-28T12:00:00Z");
  expect(closedSince(body, saturday, at("2026-11-29T12:00:00Z"))).toContain("until Monday");
  expect(closedSince(body, saturday, at("2026-11-30T09:00:00Z"))).toBeNull();
  expect(closedSince(body, saturday, at("2026-11-30T20:00:00Z"))).toBeNull();
  expect(closedSince(body, at("2026-11-27T12:00:00Z"), saturday)).toBeNull();
});
