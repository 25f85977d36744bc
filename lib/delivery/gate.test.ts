import { expect, test } from "vitest";
import "@/lib/testing/database";
import { db } from "@/lib/db";
import { type AtGate, stopAtGate } from "@/lib/delivery/gate";
import { makeDelivery, makeReport, makeUser } from "@/lib/testing/factories";

const atGate = (id: number): Promise<AtGate> =>
  db.report.findUniqueOrThrow({
    where: { id },
    select: { id: true, title: true, phone: true, reporter: { select: { email: true, phone: true } } },
  });

/** A report of this person and title, on its way, brought to the gate. */
async function brought({
  email,
  phone = "",
  title = "Kerb up",
}: {
  email: string;
  phone?: string;
  title?: string;
}) {
  const { id: reporterId } = await makeUser({ email });
  const { id: reportId } = await makeReport({ reporterId, phone, title });
  const { id } = await makeDelivery({ reportId });
  const report = await atGate(reportId);
  const stopped = await db.$transaction((tx) => stopAtGate(tx, [report]));
  const delivery = await db.delivery.findUniqueOrThrow({ where: { id }, include: { report: true } });
  return { stopped: stopped.has(reportId), delivery, reportId };
}

test("AC-014: a reporter whose domain is on the abuse list: hidden, not sent; marked safe: sent", async () => {
  await db.abuseEntry.createMany({
    data: [{ value: "mail.example" }, { value: "ines@mail.example", safe: true }, { value: "0770090123" }],
  });
  const banned = await brought({ email: "other@mail.example" });
  expect(banned.stopped).toBe(true);
  expect(banned.delivery).toMatchObject({
    ...{
      state: "skipped",
      sentAt: null,
      firstSentAt: null,
      lastError: expect.stringContaining("abuse list"),
    },
    report: { visibility: "hidden" },
  });
  expect(await db.auditEntry.findFirst({ where: { reportId: banned.reportId } })).toMatchObject({
    ...{ action: "report.hide", actorName: "gate" },
    before: { visibility: "public" },
  });
  const safe = await brought({ email: "Ines@mail.example".toLowerCase() });
  expect(safe.stopped).toBe(false);
  expect(safe.delivery).toMatchObject({ state: "due", report: { visibility: "public" } });
  const called = await brought({ email: "nice@town.example", phone: "0770 090-123" });
  expect(called.stopped).toBe(true);
});

test.each([
  ["App Store TEST please ignore", true],
  ["app  store test", true],
  ["Broken app in the store, test failed", false],
])("AC-015: a report called “%s” is hidden and not sent: %j", async (title, stopped) => {
  const outcome = await brought({ email: `tester-${crypto.randomUUID()}@mail.test`, title });
  expect(outcome.stopped).toBe(stopped);
  expect(outcome.delivery).toMatchObject(
    stopped
      ? { state: "skipped", report: { visibility: "hidden" } }
      : { state: "due", report: { visibility: "public" } },
  );
});

test("what was sent before stays sent", async () => {
  await db.abuseEntry.create({ data: { value: "late@town.example" } });
  const { id: reporterId } = await makeUser({ email: "late@town.example" });
  const { id: reportId } = await makeReport({ reporterId });
  const sent = await makeDelivery({ reportId, state: "sent", externalId: "S-1" });
  const held = await makeDelivery({ reportId, state: "held" });
  const report = await atGate(reportId);
  await db.$transaction((tx) => stopAtGate(tx, [report]));
  const states = await db.delivery.findMany({
    where: { id: { in: [sent.id, held.id] } },
    orderBy: { id: "asc" },
  });
  expect(states.map(({ state }) => state)).toEqual(["sent", "skipped"]);
});
