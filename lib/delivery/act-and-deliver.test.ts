import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import "@/lib/testing/database";
import { job } from "@/lib/actor";
import { packSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { resendDelivery, sendOnceAs, skipDelivery, tryNow } from "@/lib/delivery/act";
import { deliver } from "@/lib/delivery/deliver";
import { draftFirstResponses } from "@/lib/delivery/first-response";
import { planReport } from "@/lib/delivery/plan-report";
import { type Council, startCouncil } from "@/lib/testing/council";
import {
  makeArea,
  makeBody,
  makeCategory,
  makeConnection,
  makeContact,
  makeReport,
  makeUser,
} from "@/lib/testing/factories";

// What people do, and what then really leaves for a council.

let council: Council;
beforeAll(async () => {
  council = await startCouncil();
});
afterAll(() => council.close());
beforeEach(() => council.reset());

const worker = "test";
const codes = () => council.received.map(({ fields }) => fields.service_code?.[0]);
const person = job("a person");

type Given = { destination?: string; title?: string; email?: string };

/** A council reached by Open311, and a confirmed report that is planned for it. */
async function planned({ destination = "TRE-2", title = "Kerb up", email }: Given = {}) {
  const area = await makeArea();
  const { id: updatesUserId } = await makeUser();
  const body = await makeBody({ areas: [area], updatesUserId });
  const connection = await makeConnection({
    ...{ bodyId: body.id, asDefault: true, method: "open311" },
    ...packSettings("open311", { endpoint: council.url, apiKey: council.apiKey, timeoutMs: 1_500 }),
  });
  const category = await makeCategory();
  await makeContact({ bodyId: body.id, categoryId: category.id, destination });
  const { id: reporterId } = await makeUser(email ? { email } : {});
  const report = await makeReport({
    ...{ categoryId: category.id, title, reporterId },
    areas: { create: { areaId: area.id } },
  });
  await db.$transaction((tx) => planReport(tx, report.id));
  const { id } = await db.delivery.findFirstOrThrow({ where: { reportId: report.id } });
  const row = () => db.delivery.findUniqueOrThrow({ where: { id }, include: { report: true } });
  return { id, body, connection, report, row };
}

test("AC-066: sent once as another category: its code leaves, and afterwards the override is gone", async () => {
  const { id, body, report, row } = await planned();
  const other = await makeContact({ bodyId: body.id, destination: "PAV-5" });
  await sendOnceAs(person, { deliveryId: id, contactId: other.id });
  expect(await deliver(id, { worker })).toBe("sent");
  expect(codes()).toEqual(["PAV-5"]);
  expect(await row()).toMatchObject({ overrideContactId: null, report: { categoryId: report.categoryId } });
  await resendDelivery(person, { deliveryId: id });
  expect(await deliver(id, { worker })).toBe("sent");
  expect(codes()).toEqual(["PAV-5", "TRE-2"]);
});

test("AC-066: an override lasts until it has gone through, however often that fails", async () => {
  const { id, body, row } = await planned();
  const other = await makeContact({ bodyId: body.id, destination: "PAV-5" });
  council.fault({ on: "post-request", kind: "refuse", status: 400, times: 1 });
  await sendOnceAs(person, { deliveryId: id, contactId: other.id });
  expect(await deliver(id, { worker })).toBe("failed");
  expect((await row()).overrideContactId).toBe(other.id);
  await tryNow(person, { deliveryId: id });
  expect(await deliver(id, { worker })).toBe("sent");
  expect(codes()).toEqual(["PAV-5"]);
});

test("AC-029: a report sent again gets the new reference, and the old one is in the history", async () => {
  const { id, row } = await planned();
  await deliver(id, { worker });
  const first = await row();
  await resendDelivery(person, { deliveryId: id });
  expect((await row()).externalId).toBe(first.externalId);
  expect(await deliver(id, { worker })).toBe("sent");
  const second = await row();
  expect(second.externalId).toBe(council.cases[1]?.reference);
  expect(second).toMatchObject({
    ...{ attempts: 2, firstSentAt: first.firstSentAt },
    previous: [{ externalId: first.externalId, method: "open311", sentAt: first.sentAt?.toISOString() }],
  });
});

test("sent again by a way without references, it keeps the one that the body knows it by", async () => {
  const { id, connection, row } = await planned();
  await deliver(id, { worker });
  const { externalId } = await row();
  await db.connection.update({ where: { id: connection.id }, data: { method: "blackhole", settings: {} } });
  await resendDelivery(person, { deliveryId: id });
  expect(await deliver(id, { worker })).toBe("sent");
  expect(externalId).not.toBeNull();
  expect(await row()).toMatchObject({ externalId, method: "blackhole" });
});

test.each([
  ["AC-014: the reporter’s domain is on the abuse list", { email: "ines@mail.example" }],
  ["AC-015: the title tries out an app", { title: "App Store TEST please ignore" }],
])("%s: hidden at the claim, nothing leaves", async (_, given) => {
  await db.abuseEntry.upsert({
    where: { value: "mail.example" },
    create: { value: "mail.example" },
    update: {},
  });
  const { id, row } = await planned(given);
  expect(await deliver(id, { worker })).toBe("closed");
  expect(await row()).toMatchObject({
    state: "skipped",
    firstSentAt: null,
    report: { visibility: "hidden" },
  });
  expect(council.received).toEqual([]);
});

test("AC-032: what is refused is never touched by the sender", async () => {
  const { id, row } = await planned({ destination: "REFUSED" });
  expect(await deliver(id, { worker, early: true })).toBe("taken");
  expect(await row()).toMatchObject({ state: "skipped", attempts: 0, method: "refused" });
  expect(council.received).toEqual([]);
});

test("AC-034: the first response appears with the first success, not before", async () => {
  const { id, body, report } = await planned();
  await db.responseTemplate.create({
    data: {
      bodyId: body.id,
      title: "Thanks",
      text: "We answer in 5 days.",
      state: "confirmed",
      autoResponse: true,
    },
  });
  await db.$transaction((tx) => draftFirstResponses(tx, report.id, new Date()));
  const seen = async () =>
    (await db.update.findMany({ where: { reportId: report.id } })).map((one) => one.visibility);
  council.fault({ on: "post-request", kind: "refuse", status: 400, times: 1 });
  expect(await deliver(id, { worker })).toBe("failed");
  expect(await seen()).toEqual(["unconfirmed"]);
  expect(await deliver(id, { worker, early: true })).toBe("sent");
  expect(await seen()).toEqual(["public"]);
});

test("exactly one goes through a pause; nothing else of the connection does", async () => {
  const { id, connection, row } = await planned();
  const other = await planned();
  await db.connection.updateMany({
    where: { id: { in: [connection.id, other.connection.id] } },
    data: { pausedAt: new Date() },
  });
  expect(await deliver(id, { worker })).toBe("held");
  expect(await deliver(other.id, { worker })).toBe("held");
  expect(await deliver(id, { worker, evenIfPaused: true })).toBe("sent");
  expect((await row()).state).toBe("sent");
  expect((await other.row()).state).toBe("held");
  expect(council.received).toHaveLength(1);
});

test("what was skipped meanwhile is not sent by a job that comes late", async () => {
  const { id } = await planned();
  await skipDelivery(person, { deliveryId: id, note: "Not ours." });
  expect(await deliver(id, { worker, early: true, evenIfPaused: true })).toBe("taken");
  expect(council.received).toEqual([]);
});
