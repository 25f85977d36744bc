import { expect, test } from "vitest";
import "@/lib/testing/database";
import type { Actor } from "@/lib/actor";
import { db } from "@/lib/db";
import {
  acknowledgeDelivery,
  editReference,
  markAsSent,
  resendDelivery,
  resolveUnclear,
  sendOnceAs,
  sendOnlyThisOne,
  skipDelivery,
  takeBackDelivery,
  tryNow,
} from "@/lib/delivery/act";
import {
  makeBody,
  makeConnection,
  makeContact,
  makeDelivery,
  makeReport,
  makeUser,
} from "@/lib/testing/factories";

const superuser: Actor = {
  kind: "staff",
  userId: (await makeUser()).id,
  superuser: true,
  bodyId: null,
  permissions: [],
};
const monday = new Date("2026-11-23T09:00:00Z");
const later = new Date(Date.now() + 3_600_000);

const read = (id: number) => db.delivery.findUniqueOrThrow({ where: { id } });
const entries = (reportId: number) =>
  db.auditEntry.findMany({
    where: { reportId, action: { startsWith: "delivery." } },
    orderBy: { id: "asc" },
  });

/** Jobs about a delivery or its report, newest last, as "name payload". */
async function jobs(row: { id: number; reportId: number }): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string; payload: Record<string, unknown> }[]>`
    select t.identifier as name, j.payload from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id order by j.id`;
  return rows
    .filter(({ payload }) => payload.deliveryId === row.id || payload.reportId === row.reportId)
    .map(({ name, payload }) => (payload.evenIfPaused ? `${name} even if paused` : name));
}

const refusedAs = (code: string, more: object = {}) => expect.objectContaining({ code, ...more });

test("try now: due at once, and nudged", async () => {
  const row = await makeDelivery({ attempts: 3, dueAt: later, lastError: "HTTP 500" });
  await tryNow(superuser, { deliveryId: row.id, note: "Their server is back." });
  const now = await read(row.id);
  expect(now).toMatchObject({ state: "due", attempts: 3, lastError: "HTTP 500" });
  expect(now.dueAt.getTime()).toBeLessThanOrEqual(Date.now());
  expect(await jobs(row)).toEqual(["deliver"]);
  expect(await entries(row.reportId)).toMatchObject([
    {
      action: "delivery.try-now",
      bodyId: row.bodyId,
      userId: superuser.userId,
      subject: { deliveryId: row.id },
      before: { dueAt: later.toISOString() },
      note: "Their server is back.",
    },
  ]);
});

test("AC-029: a resend keeps the earlier send and its reference until the next success", async () => {
  const row = await makeDelivery({
    ...{ state: "sent", method: "open311", externalId: "A-77", attempts: 2, token: "tk-1" },
    ...{ sentAt: monday, firstSentAt: monday, sentTo: ["a@council.example"] },
  });
  await resendDelivery(superuser, { deliveryId: row.id });
  expect(await read(row.id)).toMatchObject({
    ...{
      state: "due",
      sentAt: null,
      firstSentAt: monday,
      externalId: "A-77",
      attempts: 2,
      token: null,
      sentTo: [],
    },
    previous: [
      { sentAt: monday.toISOString(), externalId: "A-77", method: "open311", sentTo: ["a@council.example"] },
    ],
  });
  expect(await jobs(row)).toEqual(["deliver"]);
  await expect(resendDelivery(superuser, { deliveryId: row.id })).rejects.toThrow(refusedAs("conflict"));
});

test("a fixed report is not sent again, and says why", async () => {
  const { id: reportId } = await makeReport({ state: "fixed_council" });
  const row = await makeDelivery({ reportId, state: "sent", sentAt: monday, firstSentAt: monday });
  await expect(resendDelivery(superuser, { deliveryId: row.id })).rejects.toThrow(/fixed, closed or hidden/);
  expect(await read(row.id)).toMatchObject({ state: "sent", previous: [] });
});

test("an unclear send that arrived counts as sent when it was, under its reference, and the reporter is told once", async () => {
  const row = await makeDelivery({
    state: "unclear",
    lastAttemptAt: monday,
    lastError: "The answer was lost.",
  });
  const other = await makeDelivery({ reportId: row.reportId, state: "unclear", lastAttemptAt: monday });
  await resolveUnclear(superuser, { deliveryId: row.id, arrived: true, reference: " C-12 " });
  expect(await read(row.id)).toMatchObject({
    ...{ state: "sent", externalId: "C-12", sentAt: monday, firstSentAt: monday, lastError: null },
  });
  await resolveUnclear(superuser, { deliveryId: other.id, arrived: true });
  expect(await read(other.id)).toMatchObject({ state: "sent", externalId: null });
  expect(await jobs(row)).toEqual(["mail-report-sent"]);
});

test("an unclear send that did not arrive is sent again; try now alone does not do that", async () => {
  const row = await makeDelivery({ state: "unclear", lastAttemptAt: monday });
  await expect(tryNow(superuser, { deliveryId: row.id })).rejects.toThrow(refusedAs("conflict"));
  await resolveUnclear(superuser, { deliveryId: row.id, arrived: false });
  expect((await read(row.id)).state).toBe("due");
  expect(await jobs(row)).toEqual(["deliver"]);
});

test("of a mail that did not arrive a new one is written, no repetition that mail systems throw away", async () => {
  const mail = await makeDelivery({ state: "unclear", method: "email", sentTo: ["a@b.example"] });
  const call = await makeDelivery({ state: "unclear", method: "open311" });
  for (const { id } of [mail, call]) await resolveUnclear(superuser, { deliveryId: id, arrived: false });
  const earlier = { sentAt: null, externalId: null, method: "email", sentTo: ["a@b.example"] };
  expect(await read(mail.id)).toMatchObject({ state: "due", previous: [earlier], sentTo: [] });
  expect(await read(call.id)).toMatchObject({ state: "due", previous: [] });
});

test("marked as sent, with what the body calls it and why", async () => {
  const row = await makeDelivery({ attempts: 4, lastError: "HTTP 500" });
  await markAsSent(superuser, { deliveryId: row.id, note: "Told by telephone.", reference: "P-1" });
  expect(await read(row.id)).toMatchObject({
    ...{ state: "sent", externalId: "P-1", note: "Told by telephone.", lastError: null },
  });
  expect(await jobs(row)).toEqual(["mail-report-sent"]);
});

test("a reference that another report of the body has is refused, in markings and in edits", async () => {
  const { id: bodyId } = await makeBody();
  await makeDelivery({ bodyId, externalId: "X-1", state: "sent" });
  const row = await makeDelivery({ bodyId });
  const taken = refusedAs("invalid", { fields: { reference: expect.stringContaining("already") } });
  await expect(
    markAsSent(superuser, { deliveryId: row.id, note: "By letter.", reference: "X-1" }),
  ).rejects.toThrow(taken);
  await markAsSent(superuser, { deliveryId: row.id, note: "By letter." });
  await expect(editReference(superuser, { deliveryId: row.id, reference: "X-1" })).rejects.toThrow(taken);
  await editReference(superuser, { deliveryId: row.id, reference: "X-2" });
  expect((await read(row.id)).externalId).toBe("X-2");
  await editReference(superuser, { deliveryId: row.id, reference: "" });
  expect((await read(row.id)).externalId).toBeNull();
});

test("skipping and acknowledging need a word why", async () => {
  const row = await makeDelivery({ attempts: 1 });
  const why = refusedAs("invalid", { fields: { note: expect.any(String) } });
  for (const verb of [skipDelivery, acknowledgeDelivery, markAsSent])
    await expect(verb(superuser, { deliveryId: row.id, note: "  " })).rejects.toThrow(why);
  await skipDelivery(superuser, { deliveryId: row.id, note: "A test report." });
  expect(await read(row.id)).toMatchObject({ state: "skipped", note: "A test report." });
  await tryNow(superuser, { deliveryId: row.id });
  expect(await read(row.id)).toMatchObject({ state: "due", note: "" });
});

test("acknowledged and taken back: tried again, but unclear again where it may have arrived", async () => {
  const failed = await makeDelivery({ attempts: 1 });
  const unclear = await makeDelivery({ state: "unclear", attempts: 1 });
  await db.deliveryAttempt.create({
    data: {
      ...{
        deliveryId: unclear.id,
        number: 1,
        method: "email",
        worker: "w",
        startedAt: monday,
        durationMs: 5,
      },
      outcome: "unclear",
    },
  });
  for (const { id } of [failed, unclear]) {
    await acknowledgeDelivery(superuser, { deliveryId: id, note: "Asked them." });
    expect(await read(id)).toMatchObject({ state: "acknowledged", note: "Asked them." });
    await takeBackDelivery(superuser, { deliveryId: id });
  }
  expect((await read(failed.id)).state).toBe("due");
  expect((await read(unclear.id)).state).toBe("unclear");
  expect(await jobs(unclear)).toEqual([]);
});

test("only this one goes through a pause; a connection on hold has no way through", async () => {
  const { id: bodyId } = await makeBody();
  const connection = await makeConnection({ bodyId, asDefault: true, method: "webhook", pausedAt: monday });
  const row = await makeDelivery({ bodyId, state: "held", connectionId: connection.id });
  await sendOnlyThisOne(superuser, { deliveryId: row.id });
  expect((await read(row.id)).state).toBe("held");
  expect(await jobs(row)).toEqual(["deliver even if paused"]);
  await db.connection.update({ where: { id: connection.id }, data: { method: "hold" } });
  await expect(sendOnlyThisOne(superuser, { deliveryId: row.id })).rejects.toThrow(/on hold/);
});

test("another category's contact for one send: of the same body, and one that takes reports", async () => {
  const row = await makeDelivery({ attempts: 1, dueAt: later });
  const elsewhere = await makeContact();
  const refusing = await makeContact({ bodyId: row.bodyId, destination: "refused" });
  const fitting = await makeContact({ bodyId: row.bodyId });
  for (const { id: contactId } of [elsewhere, refusing])
    await expect(sendOnceAs(superuser, { deliveryId: row.id, contactId })).rejects.toThrow(
      refusedAs("invalid", { fields: { contactId: expect.any(String) } }),
    );
  await sendOnceAs(superuser, { deliveryId: row.id, contactId: fitting.id });
  expect(await read(row.id)).toMatchObject({ state: "due", overrideContactId: fitting.id });
  expect(await jobs(row)).toEqual(["deliver"]);
});

test("what is being sent is left alone, in plain words", async () => {
  const row = await makeDelivery({ state: "sending", leasedBy: "w", leasedUntil: later });
  for (const verb of [tryNow, resendDelivery, takeBackDelivery, sendOnlyThisOne])
    await expect(verb(superuser, { deliveryId: row.id })).rejects.toThrow(/being sent at this moment/);
  expect((await read(row.id)).state).toBe("sending");
});

test("a worker that claims and a person who skips at once: one of them has it, the other is told", async () => {
  for (let round = 0; round < 8; round++) {
    const row = await makeDelivery({ attempts: 1 });
    const claim = db.$executeRaw`
      update "Delivery" set state = 'sending', "leasedBy" = 'w' where id = (
        select id from "Delivery" where id = ${row.id} and state = 'due' for update skip locked)`;
    const [claimed, skipped] = await Promise.allSettled([
      claim,
      skipDelivery(superuser, { deliveryId: row.id, note: "Not ours." }),
    ]);
    const took = claimed.status === "fulfilled" && claimed.value === 1;
    expect(skipped.status).toBe(took ? "rejected" : "fulfilled");
    expect((await read(row.id)).state).toBe(took ? "sending" : "skipped");
  }
});

test("two people resend at once: it goes once", async () => {
  const row = await makeDelivery({ state: "sent", sentAt: monday, firstSentAt: monday });
  const done = await Promise.allSettled([
    resendDelivery(superuser, { deliveryId: row.id }),
    resendDelivery(superuser, { deliveryId: row.id }),
  ]);
  expect(done.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect((await read(row.id)).previous).toHaveLength(1);
});

test("who may act: the body's own staff with the permission, in their categories", async () => {
  const { id: reportId, categoryId } = await makeReport();
  const row = await makeDelivery({ reportId, attempts: 1 });
  const { id: userId } = await makeUser({ bodyId: row.bodyId });
  const staff: Actor = {
    ...{ kind: "staff", userId, superuser: false, bodyId: row.bodyId },
    permissions: ["delivery:act", "delivery:view"],
  };
  const strangers: Actor[] = [
    { kind: "anonymous" },
    { kind: "citizen", userId },
    { ...staff, bodyId: (await makeBody()).id },
    { ...staff, permissions: ["delivery:view"] },
    { ...staff, categoryIds: [categoryId + 1] },
  ];
  const fitting = await makeContact({ bodyId: row.bodyId });
  for (const stranger of strangers) {
    for (const verb of [tryNow, resendDelivery, takeBackDelivery, sendOnlyThisOne, editReference])
      await expect(verb(stranger, { deliveryId: row.id })).rejects.toThrow(refusedAs("forbidden"));
    for (const verb of [skipDelivery, acknowledgeDelivery, markAsSent])
      await expect(verb(stranger, { deliveryId: row.id, note: "n" })).rejects.toThrow(refusedAs("forbidden"));
    await expect(resolveUnclear(stranger, { deliveryId: row.id, arrived: true })).rejects.toThrow(
      refusedAs("forbidden"),
    );
    await expect(sendOnceAs(stranger, { deliveryId: row.id, contactId: fitting.id })).rejects.toThrow(
      refusedAs("forbidden"),
    );
  }
  expect(await entries(reportId)).toEqual([]);
  const limited: Actor = { ...staff, categoryIds: [categoryId] };
  await expect(sendOnceAs(limited, { deliveryId: row.id, contactId: fitting.id })).rejects.toThrow(
    refusedAs("forbidden"),
  );
  await tryNow(limited, { deliveryId: row.id });
  await skipDelivery(staff, { deliveryId: row.id, note: "Done by hand." });
  expect((await entries(reportId)).map(({ action }) => action)).toEqual([
    "delivery.try-now",
    "delivery.skip",
  ]);
  await expect(tryNow(staff, { deliveryId: 999_999 })).rejects.toThrow(refusedAs("not_found"));
});
