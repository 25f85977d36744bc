import "@/lib/testing/database";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import {
  listPublished,
  type PublishedSort,
  publishedSorts,
  readPublished,
  streamPublished,
} from "@/lib/published/reports/list-published";
import type { PublishedFilter } from "@/lib/published/reports/published-filter";
import type { Cursor } from "@/lib/reports/filter";
import {
  makeArea,
  makeBody,
  makeCategory,
  makeConnection,
  makeDelivery,
  makeReport,
  makeUpdate,
} from "@/lib/testing/factories";

const day = (n: number) => new Date(Date.UTC(2026, 0, n));
const photo = (reportId: number, position = 0) => ({
  ...{ id: crypto.randomUUID(), hash: `hash-${position}`, width: 4, height: 3, position, reportId },
});

const idsOf = async (filter: PublishedFilter, sort?: PublishedSort) =>
  (await listPublished(filter, { sort, limit: 100 })).reports.map(({ id }) => id);

async function walk(filter: PublishedFilter, sort: PublishedSort, between = async () => {}) {
  const seen: number[] = [];
  let cursor: Cursor | null = null;
  do {
    const page: Awaited<ReturnType<typeof listPublished>> = await listPublished(filter, {
      sort,
      cursor,
      limit: 2,
    });
    seen.push(...page.reports.map(({ id }) => id));
    cursor = page.next;
    await between();
  } while (cursor);
  return seen;
}

test("what is published of a report: its photos, updates and bodies, and a reference only as far as it is told", async () => {
  const [first, second] = [await makeBody({ name: "A" }), await makeBody({ name: "B" })];
  const connection = await makeConnection({ bodyId: first.id, settings: { publishReference: "customer" } });
  const report = await makeReport({ name: "Ann", showName: true, confirmedAt: day(1), updatedAt: day(3) });
  const reportId = report.id;
  await db.photo.createMany({ data: [photo(reportId, 1), photo(reportId, 0)] });
  await makeDelivery({
    ...{ reportId, bodyId: first.id, connectionId: connection.id, state: "sent", externalId: "secret" },
    ...{ customerReference: "C-1", firstSentAt: day(2), sentAt: day(3) },
  });
  await makeDelivery({ reportId, bodyId: second.id, externalId: "not sent" });
  // Whom it was not passed to has nothing to do with it.
  await makeDelivery({ reportId, state: "skipped" });
  await makeUpdate({ reportId, text: "It grew" });
  await makeUpdate({ reportId, text: "On it", origin: "staff", createdAt: day(2) });
  await makeUpdate({ reportId, text: "Not yet", origin: "staff", visibility: "hidden" });
  const category = await db.category.findUniqueOrThrow({ where: { id: report.categoryId } });
  const { title, detail, lat, lon } = report;
  const to = { slug: first.slug, state: "sent", sentAt: day(2), reference: "C-1" };
  expect(await readPublished([reportId])).toEqual([
    {
      ...{
        id: reportId,
        title,
        detail,
        lat,
        lon,
        category,
        state: "confirmed",
        address: null,
        author: "Ann",
      },
      ...{ confirmedAt: day(1), updatedAt: day(3), service: "web", updateCount: 2, lastWord: "On it" },
      photos: [0, 1].map((position) => ({ position, hash: `hash-${position}` })),
      bodies: [
        { id: first.id, name: "A", ...to },
        { id: second.id, name: "B", slug: second.slug, state: "due", sentAt: null, reference: null },
      ],
    },
  ]);
});

test("AC-144: whoever does not want to be named is not", async () => {
  const reports = [
    await makeReport({ name: "Ann", showName: false }),
    await makeReport({ name: "", showName: true }),
  ];
  const read = await readPublished(reports.map(({ id }) => id));
  expect(read.map(({ author }) => author)).toEqual([null, null]);
  expect(JSON.stringify(read)).not.toContain("Ann");
});

test("reports are read in the order asked for", async () => {
  const [a, b] = [await makeReport(), await makeReport()];
  expect((await readPublished([b.id, 2_000_000_000, a.id])).map(({ id }) => id)).toEqual([b.id, a.id]);
});

test.each(["unconfirmed", "private", "hidden"] as const)(
  "AC-142: a report that is %s is not published, by whatever it is looked for",
  async (visibility) => {
    const [area, body] = [await makeArea(), await makeBody()];
    const report = await makeReport({ visibility, service: visibility, title: visibility, lat: 10, lon: 10 });
    await db.reportArea.create({ data: { reportId: report.id, areaId: area.id } });
    await makeDelivery({ reportId: report.id, bodyId: body.id });
    await db.photo.create({ data: photo(report.id) });
    const filters: PublishedFilter[] = [
      ...[{}, { ids: [report.id] }, { categoryIds: [report.categoryId] }, { service: visibility }],
      ...[
        { states: ["confirmed"] as const },
        { bodyIds: [body.id] },
        { areaId: area.id },
        { hasPhoto: true },
      ],
      ...[{ words: visibility }, { bounds: { west: 9, south: 9, east: 11, north: 11 } }],
      ...[{ near: { point: { lat: 10, lon: 10 }, radiusMetres: 5 } }, { updatedFrom: new Date(0) }],
    ];
    for (const filter of filters)
      expect(await idsOf(filter), Object.keys(filter)[0]).not.toContain(report.id);
    expect(await readPublished([report.id])).toEqual([]);
  },
);

let old: number;
let recent: number;
let filters: Record<string, PublishedFilter>;
let others: Record<string, PublishedFilter>;
beforeAll(async () => {
  const [area, body, other] = [await makeArea(), await makeBody(), await makeBody()];
  const place = { lat: 40, lon: 179.999 };
  const title = "Lamp 50% out";
  old = (await makeReport({ ...place, title, confirmedAt: day(1), updatedAt: day(9), service: "app" })).id;
  const category = await makeCategory();
  const further = { lat: 40, lon: -179.99, categoryId: category.id, state: "fixed_user" } as const;
  recent = (await makeReport({ ...further, title: "Lamp 50 out", confirmedAt: day(5), updatedAt: day(5) }))
    .id;
  await db.reportArea.create({ data: { reportId: recent, areaId: area.id } });
  await db.photo.create({ data: photo(recent) });
  await makeDelivery({ reportId: recent, bodyId: body.id });
  await makeDelivery({ reportId: old, bodyId: other.id });
  const box = { west: -179.995, south: 40, east: -179.99, north: 40.1 };
  filters = {
    ...{ ids: { ids: [recent] }, categoryIds: { categoryIds: [category.id] }, areaId: { areaId: area.id } },
    ...{
      states: { states: ["fixed_user", "closed"] },
      bodyIds: { bodyIds: [body.id] },
      bounds: { bounds: box },
    },
    ...{ confirmedFrom: { confirmedFrom: day(5) }, updatedBefore: { updatedBefore: day(9) } },
    ...{ hasPhoto: { hasPhoto: true }, service: { service: "web" } },
  };
  others = {
    ...{ confirmedBefore: { confirmedBefore: day(5) }, updatedFrom: { updatedFrom: day(9) } },
    ...{ noPhoto: { hasPhoto: false }, words: { words: "50% lAMP" }, service: { service: "app" } },
    // 940 m to the one across the date line, as the crow flies.
    near: { near: { point: place, radiusMetres: 900 } },
  };
});

test("each filter lets through what it says", async () => {
  const both = { ids: [old, recent] };
  expect(await idsOf(both)).toEqual([recent, old]);
  for (const [name, filter] of Object.entries(filters))
    expect([name, await idsOf({ ...both, ...filter })]).toEqual([name, [recent]]);
  for (const [name, filter] of Object.entries(others))
    expect([name, await idsOf({ ...both, ...filter })]).toEqual([name, [old]]);
  const wider = { near: { point: { lat: 40, lon: 179.999 }, radiusMetres: 950 } };
  expect(await idsOf({ ...both, ...wider })).toEqual([recent, old]);
  expect(await idsOf({ ...both, categoryIds: [] })).toEqual([]);
});

test("pages follow each other without gap or double, in each order, also where times are equal", async () => {
  const categoryId = (await makeCategory()).id;
  const made: number[] = [];
  for (const n of [1, 2, 2, 2, 3])
    made.push((await makeReport({ categoryId, confirmedAt: day(n), updatedAt: day(9 - n) })).id);
  const [a, b, c, d, e] = made;
  const filter = { categoryIds: [categoryId] };
  const orders = {
    newest: [e, d, c, b, a],
    oldest: made,
    updated: [a, d, c, b, e],
    changes: [e, b, c, d, a],
  };
  for (const sort of publishedSorts) {
    expect(await walk(filter, sort)).toEqual(orders[sort]);
    const batches: number[][] = [];
    for await (const batch of streamPublished(filter, { sort, batch: 2, limit: 3 }))
      batches.push(batch.map(({ id }) => id));
    expect(batches).toEqual([orders[sort].slice(0, 2), orders[sort].slice(2, 3)]);
  }
});

test("nothing is lost while reports come and change between two pages", async () => {
  const categoryId = (await makeCategory()).id;
  const made: number[] = [];
  for (const n of [1, 2, 3, 4, 5])
    made.push((await makeReport({ categoryId, confirmedAt: day(n), updatedAt: day(n) })).id);
  const [first = 0, , , , last = 0] = made;
  const filter = { categoryIds: [categoryId] };
  let now = 10;
  const meanwhile = (id: number) => async () => {
    now += 1;
    if (now > 13) return;
    await makeReport({ categoryId, confirmedAt: day(now), updatedAt: day(now) });
    await db.report.update({ where: { id }, data: { updatedAt: day(now) } });
  };
  expect(await walk(filter, "newest", meanwhile(first))).toEqual([...made].reverse());
  now = 20;
  await db.report.updateMany({ where: { categoryId, id: { notIn: made } }, data: { visibility: "hidden" } });
  for (const [n, id] of made.entries())
    await db.report.update({ where: { id }, data: { updatedAt: day(n + 1) } });
  now = 11;
  const changes = await walk(filter, "changes", meanwhile(last));
  expect(changes).toEqual(expect.arrayContaining(made));
});
