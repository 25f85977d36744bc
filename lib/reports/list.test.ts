import "@/lib/testing/database";
import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { noFilter, parseCursor, type ReportFilter } from "@/lib/reports/filter";
import { type ListQuery, listReports } from "@/lib/reports/list";
import { makeBody, makeCategory, makeDelivery, makeReport, makeUser } from "@/lib/testing/factories";

const day = (n: number) => new Date(Date.UTC(2026, 0, n));
const ids = async (query: Omit<ListQuery, "filter"> & { filter?: ReportFilter }) =>
  (await listReports({ filter: noFilter, ...query })).reports.map(({ id }) => id);

/** All pages of a list. */
async function walk(query: ListQuery): Promise<number[][]> {
  const pages: number[][] = [];
  let cursor: string | null = null;
  do {
    const page = await listReports({ ...query, cursor: parseCursor(cursor) });
    pages.push(page.reports.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor);
  return pages;
}

test("pages follow each other without gap or double, in each order, also where times are equal", async () => {
  const userId = (await makeUser()).id;
  const made: number[] = [];
  for (const n of [1, 2, 2, 2, 3]) {
    const report = await makeReport({ reporterId: userId, confirmedAt: day(n), updatedAt: day(10 - n) });
    made.push(report.id);
  }
  const query = { userId, limit: 2 };
  const [a, b, c, d, e] = made;
  expect(await walk({ ...query, filter: noFilter })).toEqual([[e, d], [c, b], [a]]);
  expect(await walk({ ...query, filter: { ...noFilter, sort: "oldest" } })).toEqual([[a, b], [c, d], [e]]);
  expect(await walk({ ...query, filter: { ...noFilter, sort: "updated" } })).toEqual([[a, d], [c, b], [e]]);
});

test("a page that is exactly full and the last has no next one", async () => {
  const userId = (await makeUser()).id;
  for (const n of [1, 2]) await makeReport({ reporterId: userId, confirmedAt: day(n) });
  expect((await listReports({ userId, filter: noFilter, limit: 2 })).nextCursor).toBeNull();
});

test.each(["unconfirmed", "private", "hidden"] as const)(
  "a report that is %s is in no list",
  async (visibility) => {
    const userId = (await makeUser()).id;
    const body = await makeBody();
    const place = { lat: 30, lon: 30 };
    const report = await makeReport({ ...place, reporterId: userId, visibility });
    await makeDelivery({ reportId: report.id, bodyId: body.id });
    const bounds = { west: 29.9, south: 29.9, east: 30.1, north: 30.1 };
    for (const query of [{ bounds }, { userId }, { bodyId: body.id }, { near: place }])
      expect(await ids(query)).not.toContain(report.id);
  },
);

test("a box holds what lies in it, to its edges, and nothing beside it", async () => {
  const inside = await makeReport({ lat: 40.005, lon: 20.005 });
  const edge = await makeReport({ lat: 40.01, lon: 20.01 });
  await makeReport({ lat: 40.0101, lon: 20.005 });
  await makeReport({ lat: 40.005, lon: 19.9999 });
  const bounds = { west: 20, south: 40, east: 20.01, north: 40.01 };
  expect((await ids({ bounds })).sort()).toEqual([inside.id, edge.id].sort());
});

test("a body's list holds what was passed to it", async () => {
  const [body, other] = [await makeBody(), await makeBody()];
  const report = await makeReport();
  await makeDelivery({ reportId: report.id, bodyId: body.id });
  await makeDelivery({ bodyId: other.id });
  expect(await ids({ bodyId: body.id })).toEqual([report.id]);
});

test("state and category narrow a list", async () => {
  const userId = (await makeUser()).id;
  const category = await makeCategory();
  const wanted = await makeReport({ reporterId: userId, categoryId: category.id, state: "fixed_user" });
  await makeReport({ reporterId: userId, categoryId: category.id });
  await makeReport({ reporterId: userId, state: "fixed_user" });
  const filter: ReportFilter = { ...noFilter, kinds: ["fixed"], categoryIds: [category.id] };
  expect(await ids({ userId, filter })).toEqual([wanted.id]);
});

test("the nearest come nearest first, from streets to counties away, and no more than asked for", async () => {
  const near = { lat: -40, lon: 100 };
  const far = await makeReport({ lat: -40.4, lon: 100 });
  const close = await makeReport({ lat: -40.001, lon: 100 });
  const middle = await makeReport({ lat: -40, lon: 100.05 });
  await makeReport({ lat: -50, lon: 100 });
  expect(await ids({ near, limit: 5 })).toEqual([close.id, middle.id, far.id]);
  expect(await ids({ near, limit: 2 })).toEqual([close.id, middle.id]);
});

test("a line tells the first photo and how many public updates there are, and nothing of the person", async () => {
  const person = await makeUser({ email: "secret@town.example", name: "Secret Name" });
  const report = await makeReport({ reporterId: person.id, name: "Secret Name", phone: "0123456" });
  const photo = { hash: "ab12cd34ef56", width: 4, height: 3, reportId: report.id };
  await db.photo.create({ data: { ...photo, id: crypto.randomUUID(), position: 1 } });
  await db.photo.create({ data: { ...photo, id: crypto.randomUUID(), position: 0, hash: "0011223344" } });
  for (const visibility of ["public", "public", "hidden", "unconfirmed"] as const)
    await db.update.create({ data: { reportId: report.id, origin: "citizen", visibility, text: "Secret" } });
  const { reports } = await listReports({ userId: person.id, filter: noFilter });
  expect(reports).toHaveLength(1);
  expect(reports[0]).toMatchObject({ thumb: `/photo/${report.id}.0.thumb.jpeg?00112233`, updateCount: 2 });
  expect(JSON.stringify(reports)).not.toMatch(/secret|0123456/i);
});
