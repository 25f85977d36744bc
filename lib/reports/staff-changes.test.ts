import { expect, test } from "vitest";
import "@/lib/testing/database";
import { type Actor, anonymous } from "@/lib/actor";
import { db } from "@/lib/db";
import { cellOf } from "@/lib/geo/cell";
import { editReport } from "@/lib/reports/edit";
import { movePin } from "@/lib/reports/move-pin";
import { getPublicReport } from "@/lib/reports/public-report";
import { setVisibility } from "@/lib/reports/set-visibility";
import { makeArea, makeBody, makeContact, makeDelivery, makeReport, makeUser } from "@/lib/testing/factories";

const west = [2.25, 54.57, 2.3, 54.63] as const;
const east = [2.3001, 54.57, 2.35, 54.63] as const;

/** A body that looks after the west and the east of a town, another that looks after a third place, and a report in the west. */
async function world() {
  const [here, there, elsewhere] = await Promise.all([
    makeArea({ box: west }),
    makeArea({ box: east }),
    makeArea({ box: [3, 54, 3.1, 54.1] }),
  ]);
  const body = await makeBody({ areas: [here, there] });
  const other = await makeBody({ areas: [elsewhere] });
  const report = await makeReport({
    lat: 54.6,
    lon: 2.28,
    address: "1 West Street",
    areas: { create: { areaId: here.id } },
  });
  await makeDelivery({ reportId: report.id, bodyId: body.id, state: "sent" });
  const staff: Actor = {
    ...{ kind: "staff", superuser: false, bodyId: body.id, permissions: ["report:edit"] },
    userId: (await makeUser({ bodyId: body.id })).id,
  };
  return { here, there, elsewhere, body, other, report, staff };
}

const read = (id: number) => db.report.findUniqueOrThrow({ where: { id }, include: { areas: true } });
const entry = (reportId: number, action: string) =>
  db.auditEntry.findFirstOrThrow({ where: { reportId, action } });
const code = (word: string, field?: string) =>
  expect.objectContaining({ code: word, ...(field && { fields: { [field]: expect.any(String) } }) });

test("a pin moves within what its body looks after: areas, cell and address follow", async () => {
  const { report, staff, here, there } = await world();
  await movePin(staff, { reportId: report.id, lat: "54.6", lon: 2.32, note: "Across the road." });
  expect(await read(report.id)).toMatchObject({
    ...{ lat: 54.6, lon: 2.32, cell: cellOf({ lat: 54.6, lon: 2.32 }), address: null },
  });
  const areas = (await read(report.id)).areas.map(({ areaId }) => areaId);
  expect(areas).toContain(there.id);
  expect(areas).not.toContain(here.id);
  expect(await entry(report.id, "report.move")).toMatchObject({
    ...{ before: { lat: 54.6, lon: 2.28 }, after: { lat: 54.6, lon: 2.32 }, note: "Across the road." },
  });
  const jobs = await db.$queryRaw<{ payload: unknown }[]>`
    select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'look-up-address'`;
  expect(jobs.map(({ payload }) => payload)).toContainEqual({ reportId: report.id });
});

test("a pin never moves to where none of its bodies is", async () => {
  const { report, staff } = await world();
  for (const place of [
    { lat: 54.05, lon: 3.05 },
    { lat: 10, lon: 10 },
  ])
    await expect(movePin(staff, { reportId: report.id, ...place })).rejects.toThrow(code("invalid", "point"));
  await expect(movePin(staff, { reportId: report.id, lat: 91, lon: 0 })).rejects.toThrow(
    code("invalid", "lat"),
  );
  expect(await read(report.id)).toMatchObject({ lat: 54.6, lon: 2.28, address: "1 West Street" });
});

test("words are changed, and the original stays in the audit entry", async () => {
  const { report, staff } = await world();
  await editReport(staff, {
    reportId: report.id,
    title: report.title,
    detail: "Without the name.",
    note: "A name.",
  });
  expect((await read(report.id)).detail).toBe("Without the name.");
  expect(await entry(report.id, "report.edit")).toMatchObject({
    ...{ before: { detail: report.detail }, after: { detail: "Without the name." }, note: "A name." },
  });
  await editReport(staff, { reportId: report.id, title: report.title, detail: "Without the name." });
  expect(await db.auditEntry.count({ where: { reportId: report.id, action: "report.edit" } })).toBe(1);
  await expect(editReport(staff, { reportId: report.id, title: " ", detail: "x" })).rejects.toThrow(
    code("invalid", "title"),
  );
});

test("hidden is gone for everybody at once, with a reason; only shown again by a person", async () => {
  const { report, staff } = await world();
  await expect(setVisibility(staff, { reportId: report.id, visibility: "hidden" })).rejects.toThrow(
    code("invalid", "note"),
  );
  await setVisibility(staff, { reportId: report.id, visibility: "hidden", note: "An insult." });
  expect(await getPublicReport(report.id, anonymous)).toEqual({ kind: "hidden" });
  await setVisibility(staff, { reportId: report.id, visibility: "private" });
  expect(await getPublicReport(report.id, anonymous)).toEqual({ kind: "private" });
  await setVisibility(staff, { reportId: report.id, visibility: "public" });
  expect((await getPublicReport(report.id, anonymous)).kind).toBe("found");
  const kept = await db.auditEntry.findMany({
    where: { reportId: report.id, action: "report.set-visibility" },
    orderBy: { id: "asc" },
  });
  expect(kept.map(({ before, after }) => [before, after])).toEqual([
    [{ visibility: "public" }, { visibility: "hidden" }],
    [{ visibility: "hidden" }, { visibility: "private" }],
    [{ visibility: "private" }, { visibility: "public" }],
  ]);
});

test("what was stopped before it went is sent once it is shown", async () => {
  const { here, body } = await world();
  const contact = await makeContact({ bodyId: body.id });
  const report = await makeReport({
    ...{ visibility: "hidden", categoryId: contact.categoryId, lat: 54.6, lon: 2.28 },
    areas: { create: { areaId: here.id } },
  });
  const superuser: Actor = {
    ...{ kind: "staff", superuser: true, bodyId: null, permissions: [] },
    userId: (await makeUser()).id,
  };
  await setVisibility(superuser, { reportId: report.id, visibility: "public" });
  expect(await db.delivery.findMany({ where: { reportId: report.id } })).toMatchObject([
    { bodyId: body.id, state: "due" },
  ]);
});

test("a category that a body keeps private never becomes public; nor what nobody confirmed", async () => {
  const { here, body, report, staff } = await world();
  await db.contact.updateMany({
    where: { bodyId: body.id, categoryId: report.categoryId },
    data: { private: true },
  });
  await db.report.update({ where: { id: report.id }, data: { visibility: "private" } });
  await expect(setVisibility(staff, { reportId: report.id, visibility: "public" })).rejects.toThrow(
    code("invalid", "visibility"),
  );
  const unconfirmed = await makeReport({ visibility: "unconfirmed", areas: { create: { areaId: here.id } } });
  const superuser: Actor = { ...staff, superuser: true } as Actor;
  await expect(setVisibility(superuser, { reportId: unconfirmed.id, visibility: "public" })).rejects.toThrow(
    code("conflict"),
  );
});

test("who may: the body's own staff with the permission, in their categories; superusers what is unconfirmed", async () => {
  const { report, staff, other } = await world();
  const strangers = [
    anonymous,
    { kind: "citizen", userId: 1 },
    { ...staff, bodyId: other.id },
    { ...staff, permissions: ["report:change-category"] },
    { ...staff, categoryIds: [report.categoryId + 1] },
  ] as Actor[];
  const { id: reportId, title, detail } = report;
  const attempts = (actor: Actor) => [
    movePin(actor, { reportId, lat: 54.6, lon: 2.29 }),
    editReport(actor, { reportId, title: `${title}!`, detail }),
    setVisibility(actor, { reportId, visibility: "private" }),
  ];
  const refused = async (actor: Actor) => {
    for (const { reason } of (await Promise.allSettled(attempts(actor))) as PromiseRejectedResult[])
      expect(reason).toMatchObject({ code: "forbidden" });
  };
  for (const stranger of strangers) await refused(stranger);
  await db.report.update({ where: { id: reportId }, data: { visibility: "unconfirmed" } });
  await refused(staff);
  await db.report.update({ where: { id: reportId }, data: { visibility: "public" } });
  await Promise.all(attempts({ ...staff, categoryIds: [report.categoryId] } as Actor));
  await expect(editReport(staff, { reportId: 999_999, title, detail })).rejects.toThrow(code("not_found"));
});
