import "@/lib/testing/database";
import { expect, test } from "vitest";
import type { Actor } from "@/lib/actor";
import { db, type Prisma } from "@/lib/db";
import { expireInboundMail } from "@/lib/delivery/inbound-mail/expire";
import { InboundMailQuery, listInboundMail } from "@/lib/delivery/inbound-mail/list";
import { makeBody, makeDelivery, makeReport, makeUser } from "@/lib/testing/factories";

const staffOf = async (
  bodyId: number | null,
  more: Partial<Actor & { kind: "staff" }> = {},
): Promise<Actor> => ({
  kind: "staff",
  userId: (await makeUser(bodyId === null ? {} : { bodyId })).id,
  superuser: bodyId === null,
  bodyId,
  permissions: ["delivery:view"],
  ...more,
});

let last = 0;
const mail = (data: Partial<Prisma.InboundMailUncheckedCreateInput>) =>
  db.inboundMail.create({
    data: {
      messageId: `<${++last}@x>`,
      kind: "bounce",
      decision: "Ignored.",
      address: "clerk@quill.example",
      receivedAt: new Date(Date.UTC(2026, 10, 1) + last * 1000),
      ...data,
    },
  });
const ids = async (actor: Actor, query = {}) =>
  (await listInboundMail(actor, InboundMailQuery.parse(query))).items.map(({ id }) => id);

test("staff see mail about their body's deliveries, and about its reports where it is not clear whose it was", async () => {
  const [ours, theirs] = [await makeBody({ name: "Ours" }), await makeBody()];
  const report = await makeReport();
  const mine = await makeDelivery({ reportId: report.id, bodyId: ours.id });
  const other = await makeDelivery({ reportId: report.id, bodyId: theirs.id });
  const elsewhere = await makeReport();
  const seen = await mail({ reportId: report.id, deliveryId: mine.id });
  await mail({ reportId: report.id, deliveryId: other.id });
  const unclear = await mail({ reportId: report.id, kind: "reply" });
  await mail({ reportId: elsewhere.id });
  const nobodys = await mail({});
  expect(await ids(await staffOf(ours.id))).toEqual([unclear.id, seen.id]);
  expect(await ids(await staffOf(ours.id, { categoryIds: [report.categoryId] }))).toEqual([
    unclear.id,
    seen.id,
  ]);
  expect(await ids(await staffOf(ours.id, { categoryIds: [report.categoryId + 1] }))).toEqual([]);
  expect(await ids(await staffOf(null))).toContain(nobodys.id);
  await expect(ids(await staffOf(ours.id, { permissions: [] }))).rejects.toMatchObject({ code: "forbidden" });
  await expect(ids({ kind: "anonymous" })).rejects.toMatchObject({ code: "forbidden" });
});

test("who wrote is told to those who may see who reported; a bounced address to all", async () => {
  const { bodyId, id: deliveryId, reportId } = await makeDelivery();
  await mail({ reportId, deliveryId, kind: "reply", address: "ana@mail.example", reason: "Re: my knee" });
  await mail({ reportId, deliveryId, permanent: true });
  const [, withheld] = (await listInboundMail(await staffOf(bodyId), {})).items;
  expect(withheld).toMatchObject({ reason: "" });
  const addresses = async (actor: Actor) =>
    (await listInboundMail(actor, {})).items.map(({ address }) => address);
  expect(await addresses(await staffOf(bodyId))).toEqual(["clerk@quill.example", null]);
  const seeing = await staffOf(bodyId, { permissions: ["delivery:view", "report:view-reporter"] });
  expect(await addresses(seeing)).toEqual(["clerk@quill.example", "ana@mail.example"]);
});

test("the list is read by kind, by report and page by page; what is no filter is none", async () => {
  const { bodyId, id: deliveryId, reportId } = await makeDelivery();
  for (let count = 0; count < 60; count++) {
    await mail({
      reportId,
      deliveryId,
      kind: count % 3 ? "bounce" : "reply",
      receivedAt: new Date(Date.UTC(2026, 0, 1)),
    });
  }
  const actor = await staffOf(bodyId);
  const first = await listInboundMail(actor, InboundMailQuery.parse({ kind: "nonsense", report: "x" }));
  const second = await listInboundMail(actor, { cursor: first.next ?? "" });
  expect([first.items.length, second.items.length, second.next]).toEqual([50, 10, null]);
  expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(60);
  expect(await ids(actor, { kind: "reply" })).toHaveLength(20);
  expect(await ids(actor, { report: String(reportId) })).toHaveLength(50);
  expect(await ids(actor, { report: String(reportId + 1) })).toEqual([]);
});

test("after a year nobody needs to know any more", async () => {
  const now = new Date("2028-01-01T00:00:00Z");
  await db.inboundMail.deleteMany();
  const kept = await mail({ receivedAt: new Date("2027-01-02T00:00:00Z") });
  await mail({ receivedAt: new Date("2026-12-30T00:00:00Z") });
  expect(await expireInboundMail(now)).toBe(1);
  expect(await db.inboundMail.findMany({ select: { id: true } })).toEqual([{ id: kept.id }]);
});
