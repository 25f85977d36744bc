import { expect, test } from "vitest";
import { groupCommit } from "@/lib/delivery/group-commit";

test("what comes while a commit is under way shares the next one, in order, and each gets its own result", async () => {
  const batches: number[][] = [];
  let go: () => void = () => {};
  const double = groupCommit<number, number>(async (items) => {
    batches.push([...items]);
    if (batches.length === 1) await new Promise<void>((resume) => (go = resume));
    return items.map((item) => item * 2);
  });
  const first = double(1);
  await new Promise((resolve) => setTimeout(resolve, 0));
  const others = [double(2), double(3), double(4)];
  go();
  expect(await Promise.all([first, ...others])).toEqual([2, 4, 6, 8]);
  expect(batches).toEqual([[1], [2, 3, 4]]);
});

test("no batch is larger than the limit", async () => {
  const sizes: number[] = [];
  const count = groupCommit<number, number>(async (items) => {
    sizes.push(items.length);
    return items;
  }, 3);
  await Promise.all([1, 2, 3, 4, 5, 6, 7].map(count));
  expect(sizes).toEqual([3, 3, 1]);
});

test("a commit that fails fails those in it, and the next one works", async () => {
  let broken = true;
  const commit = groupCommit<string, string>(async (items) => {
    if (broken) throw new Error("database is away");
    return items;
  });
  const results = await Promise.allSettled([commit("a"), commit("b")]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  broken = false;
  expect(await commit("c")).toBe("c");
});
