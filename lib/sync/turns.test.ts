import { expect, test } from "vitest";
import { Turns } from "@/lib/sync/turns";

/** Work that ends when it is told to. */
function held() {
  let end: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { ended, end };
}
const soon = () => new Promise((resolve) => setImmediate(resolve));

test("so many at once; what is being done, or waits, is not begun again; the next has its turn when one ends", async () => {
  const turns = new Turns(2);
  const began: string[] = [];
  const works = new Map(["a", "b", "c"].map((key) => [key, held()]));
  const start = (key: string) =>
    turns.start(key, async () => {
      began.push(key);
      await works.get(key)?.ended;
    });
  for (const key of ["a", "b", "a", "c", "c"]) start(key);
  expect(began).toEqual(["a", "b"]);
  works.get("a")?.end();
  await soon();
  expect(began).toEqual(["a", "b", "c"]);
  start("a");
  works.get("b")?.end();
  await soon();
  expect(began).toEqual(["a", "b", "c", "a"]);
  works.get("c")?.end();
  await turns.stop();
});

test("what fails gives its place to the next; who stops tells those that run, and begins nobody else", async () => {
  const turns = new Turns(1);
  const told: boolean[] = [];
  turns.start("broken", () => Promise.reject(new Error("no")));
  turns.start(
    "slow",
    (signal) => new Promise((resolve) => signal.addEventListener("abort", () => resolve(told.push(true)))),
  );
  turns.start("never", async () => void told.push(false));
  await soon();
  await turns.stop();
  turns.start("late", async () => void told.push(false));
  expect(told).toEqual([true]);
});

test("whoever is slow gives its place to another, up to a limit", async () => {
  const turns = new Turns(1, 5, 3);
  const works = ["a", "b", "c", "d"].map((key) => ({ key, ...held() }));
  const began: string[] = [];
  const third = held();
  for (const { key, ended } of works) {
    turns.start(key, async () => {
      began.push(key);
      if (began.length === 3) third.end();
      await ended;
    });
  }
  expect(began).toEqual(["a"]);
  await third.ended;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(began).toEqual(["a", "b", "c"]);
  works[1]?.end();
  await soon();
  expect(began).toEqual(["a", "b", "c", "d"]);
  for (const { end } of works) end();
  await turns.stop();
});
