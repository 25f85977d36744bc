import { expect, test } from "vitest";
import { backoffMs } from "@/lib/delivery/backoff";

const minutes = (failure: Parameters<typeof backoffMs>[0], random = 0.5) =>
  backoffMs(failure, () => random) / 60_000;

test("five minutes after the first failure, thirty after each later one, without end", () => {
  expect(minutes({ attempts: 1, retry: true })).toBe(5);
  expect(minutes({ attempts: 2, retry: true })).toBe(30);
  expect(minutes({ attempts: 40, retry: true })).toBe(30);
});

test("what will not get better by itself is not hurried", () => {
  expect(minutes({ attempts: 1, retry: false })).toBe(30);
});

test("the wait is spread by a twentieth either way", () => {
  expect(minutes({ attempts: 1, retry: true }, 0)).toBeCloseTo(4.75);
  expect(minutes({ attempts: 1, retry: true }, 1)).toBeCloseTo(5.25);
});

test("Retry-After is honoured when it asks for longer", () => {
  expect(minutes({ attempts: 1, retry: true, retryAfterMs: 3_600_000 })).toBe(60);
  expect(minutes({ attempts: 1, retry: true, retryAfterMs: 1_000 })).toBe(5);
});
