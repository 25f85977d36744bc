import { expect, test } from "vitest";
import "@/lib/testing/database";
import { db, isUniqueViolation } from "@/lib/db";
import { enqueue } from "@/lib/queue";

test("a job exists if and only if the transaction that caused it commits", async () => {
  const jobs = () => db.$queryRaw<{ n: bigint }[]>`select count(*) as n from graphile_worker.jobs`;
  await db.$transaction((tx) => enqueue(tx, "sweep", {}));
  await expect(
    db.$transaction(async (tx) => {
      await enqueue(tx, "sweep", {});
      throw new Error("changed my mind");
    }),
  ).rejects.toThrow("changed my mind");
  expect(await jobs()).toEqual([{ n: 1n }]);
});

test("a second row of something unique is told from other failures", async () => {
  await db.category.create({ data: { name: "Pothole" } });
  const error = await db.category.create({ data: { name: "Pothole" } }).catch((caught: unknown) => caught);
  expect(isUniqueViolation(error, "name")).toBe(true);
  expect(isUniqueViolation(error, "slug")).toBe(false);
  expect(isUniqueViolation(new Error("else"))).toBe(false);
});
