import { beforeEach, expect, test } from "vitest";
import "@/lib/testing/database";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { limit } from "@/lib/rate-limit";

beforeEach(() => db.rateLimit.deleteMany());

const times = async (n: number, ...keys: string[]) => {
  for (let i = 0; i < n; i++) await limit("signIn", ...keys);
};
const refused = (...keys: string[]) => limit("signIn", ...keys).catch((error: unknown) => error);

test("after so many times it says how long to wait, to this client only", async () => {
  await times(20, "192.0.2.1");
  const error = await refused("192.0.2.1");
  expect(error).toBeInstanceOf(DomainError);
  expect(error).toMatchObject({ code: "too_many", message: expect.stringContaining("10 minutes") });
  const { retryAfterSeconds } = error as DomainError;
  expect(retryAfterSeconds).toBeGreaterThan(590);
  expect(retryAfterSeconds).toBeLessThanOrEqual(600);
  await limit("signIn", "192.0.2.2");
  await limit("photo", "192.0.2.1");
});

test("each of several keys counts", async () => {
  await times(20, "192.0.2.10", "ann@alderwick.example");
  expect(await refused("192.0.2.11", " Ann@Alderwick.example")).toMatchObject({ code: "too_many" });
});

test("calls at the same moment are all counted", async () => {
  const results = await Promise.allSettled(Array.from({ length: 30 }, () => limit("signIn", "192.0.2.20")));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
});

test("an IPv6 network is one client, however its address is written", async () => {
  await times(10, "2001:db8:0:1::1");
  await times(10, "2001:DB8::1:ffff:ffff:ffff:ffff");
  expect(await refused("2001:0db8:0000:0001:1:2:3:4")).toMatchObject({ code: "too_many" });
  await limit("signIn", "2001:db8:0:2::1");
  await times(19, "192.0.2.30");
  await times(1, "::ffff:192.0.2.30");
  expect(await refused("192.0.2.30")).toMatchObject({ code: "too_many" });
});

test("the table holds neither addresses nor names", async () => {
  await limit("signIn", "192.0.2.40", "bea@alderwick.example");
  const rows = await db.rateLimit.findMany();
  expect(rows).toHaveLength(2);
  for (const { key } of rows) expect(key).toMatch(/^signIn:[\w-]{43}$/);
});

test("a count that is over starts again", async () => {
  await times(5, "192.0.2.50");
  await db.rateLimit.updateMany({ data: { expire: BigInt(Date.now() - 1), points: 999 } });
  await limit("signIn", "192.0.2.50");
  expect(await db.rateLimit.findFirstOrThrow()).toMatchObject({ points: 1 });
});

test("while the database is slow, this process counts by itself and nobody waits", async () => {
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`lock table "RateLimit" in access exclusive mode`;
    const started = performance.now();
    const results = await Promise.allSettled(Array.from({ length: 21 }, () => limit("signIn", "192.0.2.60")));
    expect(results.filter(({ status }) => status === "rejected")).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
