import { expect, test } from "vitest";
import "@/lib/testing/database";
import { db, isUniqueViolation } from "@/lib/db";
import { enqueue, releaseStuckJobs } from "@/lib/queue";

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

test("a job whose worker was killed is given back, one that is being worked on is not", async () => {
  await db.$transaction(async (tx) => {
    await enqueue(tx, "look-up-address", { reportId: 1 });
    await enqueue(tx, "look-up-address", { reportId: 2 });
  });
  const lock = (reportId: number, worker: string, minutes: number) => db.$executeRaw`
    update graphile_worker._private_jobs set locked_by = ${worker}, locked_at = now() - make_interval(mins => ${minutes}::int)
    where (payload->>'reportId')::int = ${reportId}`;
  await lock(1, "killed", 20);
  await lock(2, "alive", 5);
  expect(await releaseStuckJobs(new Date())).toBe(1);
  const locked = await db.$queryRaw`select locked_by from graphile_worker.jobs where locked_by is not null`;
  expect(locked).toEqual([{ locked_by: "alive" }]);
});
