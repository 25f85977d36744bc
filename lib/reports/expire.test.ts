import { expect, test } from "vitest";
import "@/lib/testing/database";
import { createToken } from "@/lib/auth/tokens";
import { db } from "@/lib/db";
import { expireUnconfirmed } from "@/lib/reports/expire";
import { makeReport, makeUser } from "@/lib/testing/factories";

const now = new Date("2026-11-24T12:00:00Z");
const daysAgo = (n: number) => new Date(now.getTime() - n * 86_400_000);
const kept = async (table: "report" | "user" | "token") => {
  const rows = await (db[table] as typeof db.report).findMany({
    select: { id: true },
    orderBy: { id: "asc" },
  });
  return rows.map(({ id }) => id);
};

test("what nobody stood up for in 30 days goes, with all that belongs to it; everything else stays", async () => {
  const unseen = { emailVerifiedAt: null, createdAt: daysAgo(31) };
  const [forgotten, waits, seen, fresh] = [
    await makeUser(unseen),
    await makeUser(unseen),
    await makeUser({ createdAt: daysAgo(400) }),
    await makeUser({ emailVerifiedAt: null, createdAt: daysAgo(29) }),
  ];
  const old = await makeReport({
    visibility: "unconfirmed",
    createdAt: daysAgo(31),
    reporterId: forgotten.id,
  });
  const young = await makeReport({ visibility: "unconfirmed", createdAt: daysAgo(29), reporterId: waits.id });
  const done = await makeReport({ createdAt: daysAgo(400), reporterId: seen.id });
  const link = (userId: number, reportId: number, day: number) =>
    createToken(db, { kind: "confirm_report", userId, reportId, now: daysAgo(day), ttl: 30 * 86_400_000 });
  await link(forgotten.id, old.id, 31);
  await link(seen.id, done.id, 400);
  const good = await link(waits.id, young.id, 29);

  // The old report's link went with it.
  expect(await expireUnconfirmed(now)).toEqual({ reports: 1, tokens: 1, users: 1 });
  expect(await kept("report")).toEqual([young.id, done.id]);
  expect(await kept("token")).toEqual([good.id]);
  expect(await kept("user")).toEqual([waits.id, seen.id, fresh.id]);
  expect(await expireUnconfirmed(now)).toEqual({ reports: 0, tokens: 0, users: 0 });
});

test("more than one batch goes as well", async () => {
  const { categoryId, reporterId, lat, lon, cell } = await makeReport();
  await db.report.createMany({
    data: Array.from({ length: 1003 }, (_, n) => ({
      ...{ categoryId, reporterId, lat, lon, cell },
      title: `Old ${n}`,
      detail: "old",
      createdAt: daysAgo(40),
    })),
  });
  expect(await expireUnconfirmed(now)).toMatchObject({ reports: 1003 });
});
