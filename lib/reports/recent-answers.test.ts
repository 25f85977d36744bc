import { expect, test } from "vitest";
import { RecentAnswers } from "@/lib/reports/recent-answers";

function counting(answer: () => Promise<number>) {
  let made = 0;
  return {
    make: () => {
      made++;
      return answer();
    },
    made: () => made,
  };
}

test("an answer is made once while it is recent, also for those who ask meanwhile", async () => {
  const recent = new RecentAnswers<number>({ entries: 2, milliseconds: 100 });
  const { make, made } = counting(async () => 7);
  expect(await Promise.all([recent.get("a", make, 0), recent.get("a", make, 50)])).toEqual([7, 7]);
  expect(made()).toBe(1);
  await recent.get("a", make, 101);
  expect(made()).toBe(2);
});

test("the least recently used answer makes room", async () => {
  const recent = new RecentAnswers<number>({ entries: 2, milliseconds: 100 });
  const { make, made } = counting(async () => 1);
  for (const key of ["a", "b", "a", "c"]) await recent.get(key, make, 0);
  expect(made()).toBe(3);
  await recent.get("a", make, 0);
  expect(made()).toBe(3);
  await recent.get("b", make, 0);
  expect(made()).toBe(4);
});

test("a failure is told and not remembered", async () => {
  const recent = new RecentAnswers<number>({ entries: 2, milliseconds: 100 });
  await expect(recent.get("a", () => Promise.reject(new Error("down")), 0)).rejects.toThrow("down");
  expect(await recent.get("a", async () => 3, 0)).toBe(3);
});
