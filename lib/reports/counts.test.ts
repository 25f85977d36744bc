import "@/lib/testing/database";
import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { bodyCounts } from "@/lib/reports/body-counts";
import { isCovered } from "@/lib/reports/covered";
import { frontCounts } from "@/lib/reports/front-counts";
import { recentReports } from "@/lib/reports/recent";
import { makeArea, makeBody, makeDelivery, makeReport } from "@/lib/testing/factories";

const now = new Date("2030-06-30T12:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

test("the front page counts what is public and recent, and a report fixed twice once", async () => {
  const fresh = await makeReport({ confirmedAt: daysAgo(6) });
  await makeReport({ confirmedAt: daysAgo(8) });
  const hidden = await makeReport({ confirmedAt: daysAgo(1), visibility: "hidden" });
  const said = (reportId: number, days: number, more: object = {}) =>
    db.update.create({
      data: { reportId, origin: "backend", visibility: "public", createdAt: daysAgo(days), ...more },
    });
  await said(fresh.id, 3, { newState: "fixed_council" });
  await said(fresh.id, 2, { newState: "fixed_user" });
  await said(fresh.id, 1);
  await said(fresh.id, 1, { visibility: "hidden" });
  await said(fresh.id, 31, { newState: "fixed_user" });
  await said(hidden.id, 1, { newState: "fixed_user" });
  expect(await frontCounts(now)).toEqual({ reported: 1, fixed: 1, updates: 3 });
});

test("each body is told how many public reports it got by kind; a retired one only while it has some", async () => {
  const body = await makeBody({ name: "B" });
  const retired = await makeBody({ name: "A retired", deletedAt: now });
  await makeBody({ name: "Z gone", slug: "z-gone", deletedAt: now });
  for (const state of ["confirmed", "for_triage", "planned", "fixed_user", "duplicate"] as const)
    await makeDelivery({ bodyId: body.id, reportId: (await makeReport({ state })).id });
  await makeDelivery({ bodyId: body.id, reportId: (await makeReport({ visibility: "private" })).id });
  await makeDelivery({ bodyId: retired.id });
  const counts = await bodyCounts();
  expect(counts.map(({ name }) => name)).toEqual(["A retired", "B"]);
  expect(counts[1]).toMatchObject({ total: 5, open: 2, progress: 1, fixed: 1, closed: 1 });
});

test("the newest reports come with those first that have a photo", async () => {
  const pictured = await makeReport({ confirmedAt: new Date("2035-01-01") });
  const newer = await makeReport({ confirmedAt: new Date("2035-01-02") });
  await makeReport({ confirmedAt: new Date("2035-01-03"), visibility: "hidden" });
  await db.photo.create({
    data: { id: crypto.randomUUID(), hash: "ab", width: 1, height: 1, reportId: pictured.id },
  });
  expect((await recentReports(2)).map(({ id }) => id)).toEqual([pictured.id, newer.id]);
});

test("a place is covered where a body that has not retired covers its area", async () => {
  const area = await makeArea({ box: [10, 10, 11, 11] });
  await makeBody({ areas: [area], deletedAt: now });
  const place = { lat: 10.5, lon: 10.5 };
  expect(await isCovered(place)).toBe(false);
  await makeBody({ areas: [area] });
  expect(await isCovered(place)).toBe(true);
  expect(await isCovered({ lat: 12, lon: 10.5 })).toBe(false);
});
