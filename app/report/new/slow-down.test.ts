import { expect, test } from "vitest";
import { timeTaken } from "@/app/report/new/slow-down";

const now = new Date(10_000);

test.each([
  ["4000", 6_000],
  ["10000", 0],
  ["99999", 0],
  ["", 0],
  ["-5", 0],
  ["soon", 0],
  [null, 0],
])("a form that began at %j took %i ms", (startedAt, taken) => {
  expect(timeTaken(startedAt, now)).toBe(taken);
});
