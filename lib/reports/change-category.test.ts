import { expect, test } from "vitest";
import "@/lib/testing/database";
import type { Actor } from "@/lib/actor";
import { db } from "@/lib/db";
import { planReport } from "@/lib/delivery/plan-report";
import { changeCategory } from "@/lib/reports/change-category";
import {
  makeArea,
  makeBody,
  makeCategory,
  makeConnection,
  makeContact,
  makeReport,
  makeUser,
} from "@/lib/testing/factories";

const monday = new Date("2026-11-23T09:00:00Z");
const superuser: Actor = {
  ...{ kind: "staff", superuser: true, bodyId: null, permissions: [] },
  userId: (await makeUser()).id,
};

/** Bodies 41 (Open311) and 42 (e-mail) at one place; categories of 41, of 42, of both. */
async function world() {
  const area = await makeArea();
  const brackenford = await makeBody({ areas: [area], name: "Brackenford", canBeDevolved: true });
  const tamsin = await makeBody({ areas: [area], name: "Tamsin" });
  const open311 = await makeConnection({ bodyId: brackenford.id, asDefault: true, method: "open311" });
  const category = async (
    name: string,
    of: { bodyId: number; destination: string; connectionId?: number }[],
  ) => {
    const { id } = await makeCategory({ name: `${name} ${crypto.randomUUID().slice(0, 4)}` });
    for (const contact of of) await makeContact({ ...contact, categoryId: id });
    return id;
  };
  const kerb = await category("Kerb", [{ bodyId: brackenford.id, destination: "KRB-7" }]);
  const report = async (categoryId: number, more: Parameters<typeof makeReport>[0] = {}) => {
    const row = await makeReport({ categoryId, areas: { create: { areaId: area.id } }, ...more });
    await db.$transaction((tx) => planReport(tx, row.id));
    return row;
  };
  /** As if each body had taken it. */
  const send = (reportId: number) =>
    db.delivery.updateMany({
      where: { reportId },
      data: { state: "sent", sentAt: monday, firstSentAt: monday, sentTo: ["a@b.example"] },
    });
  return { area, brackenford, tamsin, open311, category, kerb, report, send };
}

const deliveries = async (reportId: number) => {
  const rows = await db.delivery.findMany({ where: { reportId }, orderBy: { bodyId: "asc" } });
  return rows.map(({ bodyId, state, method, previous }) => ({
    ...{ bodyId, state, method },
    sends: (previous as unknown[]).length,
  }));
};
const updates = (reportId: number) => db.update.findMany({ where: { reportId } });

test("AC-030: a change within a body is told but not sent again; to another body it is sent; to one of two it is not", async () => {
  const { brackenford, tamsin, category, kerb, report, send } = await world();
  const bollard = await category("Bollard", [{ bodyId: brackenford.id, destination: "BOL-2" }]);
  const vale = await category("Vale", [{ bodyId: tamsin.id, destination: "roads@tamsin.example" }]);
  const both = await category("Both", [
    { bodyId: brackenford.id, destination: "B-1" },
    { bodyId: tamsin.id, destination: "b@tamsin.example" },
  ]);
  const first = await report(kerb);
  await send(first.id);
  expect(await changeCategory(superuser, { reportId: first.id, categoryId: bollard })).toEqual({
    ...{ added: 0, resent: 0, dropped: 0 },
  });
  const ours = { bodyId: brackenford.id, state: "sent", method: "open311", sends: 0 };
  expect(await deliveries(first.id)).toEqual([ours]);
  const names = await db.category.findMany({
    where: { id: { in: [kerb, bollard] } },
    orderBy: { id: "asc" },
  });
  expect(await updates(first.id)).toMatchObject([
    {
      ...{ origin: "staff", visibility: "public", newState: null, userId: superuser.userId },
      text: `Category changed from ‘${names[0]?.name}’ to ‘${names[1]?.name}’`,
    },
  ]);
  await changeCategory(superuser, { reportId: first.id, categoryId: vale });
  expect(await deliveries(first.id)).toEqual([
    ours,
    { bodyId: tamsin.id, state: "due", method: "email", sends: 0 },
  ]);

  const second = await report(both);
  await send(second.id);
  const before = await deliveries(second.id);
  await changeCategory(superuser, { reportId: second.id, categoryId: vale });
  expect(await deliveries(second.id)).toEqual(before);
});

test("AC-031: sent by Open311, then a category devolved to e-mail: sent again by e-mail, the first send kept", async () => {
  const { brackenford, category, kerb, report, send } = await world();
  const email = await makeConnection({ bodyId: brackenford.id, method: "email" });
  const trees = await category("Trees", [
    { bodyId: brackenford.id, destination: "trees@brackenford.example", connectionId: email.id },
  ]);
  const { id } = await report(kerb);
  await send(id);
  await changeCategory(superuser, { reportId: id, categoryId: trees, note: "A tree, not a kerb." });
  expect(await deliveries(id)).toEqual([{ bodyId: brackenford.id, state: "due", method: "email", sends: 1 }]);
  const [row] = await db.delivery.findMany({ where: { reportId: id }, include: { contact: true } });
  expect(row?.previous).toEqual([
    { sentAt: monday.toISOString(), externalId: null, method: "open311", sentTo: ["a@b.example"] },
  ]);
  expect(row?.contact?.destination).toBe("trees@brackenford.example");
  expect(row?.connectionId).toBe(email.id);
  expect(
    await db.auditEntry.findFirst({ where: { reportId: id, action: "report.change-category" } }),
  ).toMatchObject({
    before: { categoryId: kerb },
    after: { categoryId: trees, resent: 1 },
    note: "A tree, not a kerb.",
  });
});

test("AC-032: a category that is refused gives a skipped delivery; one that is taken brings it on its way", async () => {
  const { brackenford, category, kerb, report } = await world();
  const refused = await category("Refused", [{ bodyId: brackenford.id, destination: "REFUSED" }]);
  const { id } = await report(refused);
  expect(await deliveries(id)).toMatchObject([{ state: "skipped", method: "refused" }]);
  await changeCategory(superuser, { reportId: id, categoryId: kerb });
  expect(await deliveries(id)).toMatchObject([{ state: "due", method: "open311" }]);
});

test("what waits for a body that is no longer concerned is skipped, with the reason", async () => {
  const { tamsin, category, kerb, report } = await world();
  const vale = await category("Vale", [{ bodyId: tamsin.id, destination: "roads@tamsin.example" }]);
  const { id } = await report(kerb);
  await changeCategory(superuser, { reportId: id, categoryId: vale });
  const [first, second] = await db.delivery.findMany({ where: { reportId: id }, orderBy: { bodyId: "asc" } });
  expect(first).toMatchObject({
    state: "skipped",
    lastError: expect.stringContaining("category was changed"),
  });
  expect(second).toMatchObject({ state: "due", bodyId: tamsin.id });
});

test("a private category makes it private, and the next one never public by itself", async () => {
  const { brackenford, category, kerb, report } = await world();
  const kept = await category("Kept", []);
  await makeContact({ bodyId: brackenford.id, categoryId: kept, private: true });
  const { id } = await report(kerb);
  const visibility = async () => (await db.report.findUniqueOrThrow({ where: { id } })).visibility;
  await changeCategory(superuser, { reportId: id, categoryId: kept });
  expect(await visibility()).toBe("private");
  await changeCategory(superuser, { reportId: id, categoryId: kerb });
  expect(await visibility()).toBe("private");
});

test("a report in triage is open once somebody has found its category, and leaves", async () => {
  const { brackenford, category, kerb, report, send } = await world();
  const triage = await makeConnection({ bodyId: brackenford.id, method: "triage" });
  const unsorted = await category("Unsorted", [
    { bodyId: brackenford.id, destination: "x@y.example", connectionId: triage.id },
  ]);
  const { id } = await report(unsorted, { state: "for_triage" });
  await send(id);
  await changeCategory(superuser, { reportId: id, categoryId: kerb });
  expect((await db.report.findUniqueOrThrow({ where: { id } })).state).toBe("confirmed");
  expect(await deliveries(id)).toMatchObject([{ state: "due", method: "open311", sends: 1 }]);
  expect(await updates(id)).toMatchObject([{ newState: "confirmed" }]);
});

test("while it is being sent nothing changes; nobody's category and the same one are refused", async () => {
  const { kerb, report, category, brackenford } = await world();
  const { id } = await report(kerb);
  const bollard = await category("Bollard", [{ bodyId: brackenford.id, destination: "BOL-2" }]);
  const nobodys = await category("Nobody", []);
  await db.delivery.updateMany({ where: { reportId: id }, data: { state: "sending" } });
  await expect(changeCategory(superuser, { reportId: id, categoryId: bollard })).rejects.toThrow(
    expect.objectContaining({ code: "conflict", message: expect.stringContaining("being sent") }),
  );
  for (const categoryId of [kerb, nobodys, 999_999])
    await expect(changeCategory(superuser, { reportId: id, categoryId })).rejects.toThrow(
      expect.objectContaining({ code: "invalid", fields: { categoryId: expect.any(String) } }),
    );
  expect((await db.report.findUniqueOrThrow({ where: { id } })).categoryId).toBe(kerb);
  expect(await updates(id)).toEqual([]);
});

test("who may: the body's own staff with the permission, in their categories", async () => {
  const { brackenford, tamsin, category, kerb, report } = await world();
  const bollard = await category("Bollard", [{ bodyId: brackenford.id, destination: "BOL-2" }]);
  const { id: reportId } = await report(kerb);
  const staff: Actor = {
    ...{ kind: "staff", superuser: false, bodyId: brackenford.id, permissions: ["report:change-category"] },
    userId: (await makeUser({ bodyId: brackenford.id })).id,
  };
  const strangers: Actor[] = [
    { kind: "anonymous" },
    { kind: "citizen", userId: staff.userId },
    { ...staff, permissions: ["report:edit"] },
    { ...staff, bodyId: tamsin.id },
    { ...staff, categoryIds: [bollard] },
  ];
  for (const stranger of strangers)
    await expect(changeCategory(stranger, { reportId, categoryId: bollard })).rejects.toThrow(
      expect.objectContaining({ code: "forbidden" }),
    );
  await changeCategory({ ...staff, categoryIds: [kerb] }, { reportId, categoryId: bollard });
  expect(await updates(reportId)).toMatchObject([{ bodyId: brackenford.id }]);
});
