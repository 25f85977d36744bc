import { expect, test } from "vitest";
import { exactText, relativeText } from "@/components/ui/relative-time";

const now = new Date("2026-07-01T12:00:00Z");

test.each([
  ["2026-07-01T12:00:00Z", "now"],
  ["2026-07-01T11:59:01Z", "now"],
  ["2026-07-01T11:59:00Z", "1 minute ago"],
  ["2026-07-01T11:00:01Z", "59 minutes ago"],
  ["2026-07-01T11:00:00Z", "1 hour ago"],
  ["2026-06-30T12:00:00Z", "yesterday"],
  ["2026-06-25T12:00:00Z", "6 days ago"],
  ["2026-06-24T12:00:00Z", "last week"],
  ["2026-05-31T12:00:00Z", "last month"],
  ["2025-06-30T12:00:00Z", "last year"],
  ["2026-07-01T12:05:00Z", "in 5 minutes"],
  ["2026-07-02T12:00:00Z", "tomorrow"],
])("%s is, at noon on 1 July 2026, %s", (at, text) => {
  expect(relativeText(new Date(at), now)).toBe(text);
});

test("the exact time is on the site's clock, not the server's", () => {
  // Node's versions disagree on the comma after the day's name.
  expect(exactText(now).replace(",", "")).toBe("Wednesday 1 July 2026 at 13:00");
});
