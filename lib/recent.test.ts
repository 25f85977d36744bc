import { afterEach, expect, test, vi } from "vitest";
import { Recent } from "@/lib/recent";

afterEach(() => void vi.useRealTimers());

test("the least recently used goes first", () => {
  const recent = new Recent<number>({ capacity: 2, ttlMs: 1000 });
  recent.set("a", 1);
  recent.set("b", 2);
  recent.get("a");
  recent.set("c", 3);
  expect(["a", "b", "c"].map((key) => recent.get(key))).toEqual([1, undefined, 3]);
});

test("weights are summed, and replaced with their value", () => {
  const recent = new Recent<string>({ capacity: 10, weigh: (text) => text.length, ttlMs: 1000 });
  recent.set("a", "123456789");
  recent.set("a", "1");
  recent.set("b", "123456789");
  expect([recent.get("a"), recent.get("b")]).toEqual(["1", "123456789"]);
  recent.set("c", "12");
  expect(["a", "b", "c"].map((key) => recent.get(key))).toEqual([undefined, undefined, "12"]);
});

test("what is too heavy by itself is not kept, and drives nothing out", () => {
  const recent = new Recent<string>({ capacity: 3, weigh: (text) => text.length, ttlMs: 1000 });
  recent.set("a", "1");
  recent.set("b", "1234");
  expect([recent.get("a"), recent.get("b")]).toEqual(["1", undefined]);
});

test("a value ends with its time, and frees its room", () => {
  vi.useFakeTimers();
  const recent = new Recent<number>({ capacity: 1, ttlMs: 1000 });
  recent.set("a", 1);
  vi.advanceTimersByTime(999);
  expect(recent.get("a")).toBe(1);
  vi.advanceTimersByTime(1);
  expect(recent.get("a")).toBeUndefined();
  recent.set("b", 2);
  expect(recent.get("b")).toBe(2);
});
