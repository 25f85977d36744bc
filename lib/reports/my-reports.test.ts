import { expect, test } from "vitest";
import "@/lib/testing/database";
import { db } from "@/lib/db";
import { myReports } from "@/lib/reports/my-reports";
import { makeReport, makeUser } from "@/lib/testing/factories";
import { Visibility } from "@/prisma/generated/enums";

test("one's own reports, all of them, newest first, page by page", async () => {
  const me = await makeUser();
  const first = await makeReport({ reporterId: me.id });
  await makeReport();
  const { categoryId, reporterId, lat, lon, cell } = first;
  const visibilities = Object.values(Visibility);
  await db.report.createMany({
    data: Array.from({ length: 40 }, (_, n) => ({
      ...{ categoryId, reporterId, lat, lon, cell, title: `Mine ${n}`, detail: "x" },
      visibility: visibilities[n % visibilities.length] ?? "public",
    })),
  });
  const seen: number[] = [];
  const sizes: number[] = [];
  let cursor: number | undefined;
  do {
    const page = await myReports(me.id, cursor);
    seen.push(...page.reports.map(({ id }) => id));
    sizes.push(page.reports.length);
    cursor = page.next;
  } while (cursor);
  const all = await db.report.findMany({
    where: { reporterId: me.id },
    orderBy: { id: "desc" },
    select: { id: true },
  });
  expect(seen).toEqual(all.map(({ id }) => id));
  expect(sizes).toEqual([20, 20, 1]);
});
