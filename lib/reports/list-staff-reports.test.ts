import { expect, test } from "vitest";
import "@/lib/testing/database";
import { type Actor, anonymous } from "@/lib/actor";
import { db } from "@/lib/db";
import { pageSize } from "@/lib/page";
import { listStaffReports } from "@/lib/reports/list-staff-reports";
import { StaffReportQuery } from "@/lib/reports/staff-query";
import { makeBody, makeDelivery, makeReport, makeUser } from "@/lib/testing/factories";

const staffOf = (bodyId: number, more: Partial<Actor & { kind: "staff" }> = {}): Actor => ({
  ...{ kind: "staff", userId: 1, superuser: false, bodyId },
  permissions: ["report:view-private", "report:view-reporter"],
  ...more,
});
const superuser = staffOf(0, { superuser: true, bodyId: null });

const ids = async (actor: Actor, query: Record<string, unknown> = {}) =>
  (await listStaffReports(actor, StaffReportQuery.parse(query))).items.map(({ id }) => id);

/** A body with a report for each of these. */
async function bodyWith(...reports: Parameters<typeof makeReport>[0][]) {
  const body = await makeBody();
  const made = [];
  for (const overrides of reports) {
    const report = await makeReport(overrides);
    await makeDelivery({ reportId: report.id, bodyId: body.id, state: "sent" });
    made.push(report);
  }
  return { body, reports: made, ids: made.map(({ id }) => id).reverse() };
}

test("staff see their body's reports, the newest first, also private and hidden ones, never another body's", async () => {
  const mine = await bodyWith(
    {},
    { visibility: "private" },
    { visibility: "hidden" },
    { visibility: "unconfirmed" },
  );
  const other = await bodyWith({});
  expect(await ids(staffOf(mine.body.id))).toEqual(mine.ids.slice(1));
  expect(await ids(staffOf(mine.body.id), { body: other.body.id })).toEqual(mine.ids.slice(1));
  expect(await ids(superuser, { body: mine.body.id })).toEqual(mine.ids);
  expect(await ids(superuser)).toEqual(expect.arrayContaining([...mine.ids, ...other.ids]));
  const [first] = mine.reports;
  expect(await ids(staffOf(mine.body.id, { categoryIds: [first?.categoryId ?? 0] }))).toEqual([first?.id]);
});

test("filters: state, category, visibility, what became of its delivery", async () => {
  const { body, reports } = await bodyWith({ state: "planned" }, { visibility: "private" }, {});
  const [planned, kept, open] = reports;
  const actor = staffOf(body.id);
  expect(await ids(actor, { state: "planned" })).toEqual([planned?.id]);
  expect(await ids(actor, { visibility: "private" })).toEqual([kept?.id]);
  expect(await ids(actor, { category: open?.categoryId })).toEqual([open?.id]);
  await db.delivery.updateMany({ where: { reportId: open?.id ?? 0 }, data: { state: "unclear" } });
  expect(await ids(actor, { delivery: "unclear" })).toEqual([open?.id]);
  expect(await ids(superuser, { delivery: "unclear" })).toEqual([open?.id]);
  expect(await ids(actor, { state: "nonsense", delivery: "x" })).toHaveLength(3);
});

test("search by number, by the body's reference, by words of the title", async () => {
  const { body, reports } = await bodyWith({ title: "Kerb up at 100% corner" }, { title: "Dim bollard" });
  const [kerb, bollard] = reports;
  const other = await bodyWith({ title: "Another kerb up" });
  await db.delivery.updateMany({ where: { reportId: bollard?.id ?? 0 }, data: { externalId: "A-77" } });
  await db.delivery.updateMany({ where: { reportId: other.ids[0] ?? 0 }, data: { externalId: "A-77" } });
  const actor = staffOf(body.id);
  expect(await ids(actor, { q: `#${kerb?.id}` })).toEqual([kerb?.id]);
  expect(await ids(actor, { q: String(other.ids[0]) })).toEqual([]);
  expect(await ids(actor, { q: "ref:A-77" })).toEqual([bollard?.id]);
  expect(await ids(superuser, { q: "ref: A-77" })).toEqual([other.ids[0], bollard?.id]);
  expect(await ids(actor, { q: "KERB" })).toEqual([kerb?.id]);
  expect(await ids(actor, { q: "100%" })).toEqual([kerb?.id]);
  expect(await ids(actor, { q: "1%0" })).toEqual([]);
});

test("search by who reported, for those who may see that", async () => {
  const reporter = await makeUser({ email: "ines@mail.example" });
  const { body, ids: mine } = await bodyWith({ reporterId: reporter.id }, {});
  await bodyWith({ reporterId: reporter.id });
  const query = { q: "<INES@mail.example>" };
  expect(await ids(staffOf(body.id), query)).toEqual([mine[1]]);
  expect(await ids(superuser, query)).toHaveLength(2);
  await expect(ids(staffOf(body.id, { permissions: ["report:view-private"] }), query)).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("page by page, without gap or repeat", async () => {
  const { body, ids: all } = await bodyWith(...Array.from({ length: pageSize + 3 }, () => ({})));
  const actor = staffOf(body.id);
  const first = await listStaffReports(actor, {});
  expect(first.items).toHaveLength(pageSize);
  const second = await listStaffReports(actor, { cursor: first.next ?? "" });
  expect(second.next).toBeNull();
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all);
  await expect(listStaffReports(actor, { cursor: "x" })).rejects.toMatchObject({ code: "invalid" });
});

test("it is not for anybody else", async () => {
  const { body } = await bodyWith({});
  for (const actor of [
    anonymous,
    { kind: "citizen", userId: 1 } as const,
    staffOf(body.id, { permissions: [] }),
  ])
    await expect(listStaffReports(actor, {})).rejects.toMatchObject({ code: "forbidden" });
});
