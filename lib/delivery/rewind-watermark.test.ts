import { afterAll, beforeAll, expect, test } from "vitest";
import "@/lib/testing/database";
import type { Actor } from "@/lib/actor";
import { db } from "@/lib/db";
import { editReference, markAsSent, resolveUnclear } from "@/lib/delivery/act";
import { deliver } from "@/lib/delivery/deliver";
import { type Council, startCouncil } from "@/lib/testing/council";
import { makeUser } from "@/lib/testing/factories";
import { inMinutes, makeTown } from "@/lib/testing/sending";

const worker = "test";
let council: Council;
let batch: Council;
let superuser: Actor;
beforeAll(async () => {
  council = await startCouncil();
  batch = await startCouncil({ mode: "batch", pollsUntilKnown: 3 });
  const { id: userId } = await makeUser();
  superuser = { kind: "staff", userId, superuser: true, bodyId: null, permissions: [] };
});
afterAll(() => Promise.all([council.close(), batch.close()]));

/** A report on its way to a back end that has been read up to some minutes from now. */
async function planned(to: Council, settings: object = {}) {
  const town = await makeTown();
  const { connection } = await town.open311Body(to, settings);
  const [delivery] = (await town.report()).deliveries;
  if (!delivery) throw new Error("The report goes nowhere.");
  const readUpTo = inMinutes(10);
  for (const kind of ["updates", "requests"] as const) {
    await db.watermark.create({ data: { connectionId: connection.id, kind, readUpTo } });
  }
  return { connectionId: connection.id, delivery, readUpTo };
}

async function readUpTo(connectionId: number, kind: "updates" | "requests" = "updates") {
  const where = { connectionId_kind: { connectionId, kind } };
  return (await db.watermark.findUniqueOrThrow({ where })).readUpTo;
}
const firstAttempt = async (deliveryId: number) =>
  (await db.deliveryAttempt.findFirstOrThrow({ where: { deliveryId, number: 1 } })).startedAt;

test("a report that is known by its number at once, or was never there before, rewinds nothing", async () => {
  const { connectionId, delivery, readUpTo: before } = await planned(council);
  council.fault({ on: "post-request", kind: "refuse", times: 1 });
  expect(await deliver(delivery.id, { worker })).toBe("failed");
  expect(await deliver(delivery.id, { worker, now: inMinutes(6) })).toBe("sent");
  expect(await readUpTo(connectionId)).toEqual(before);
});

test("a number that a token brings late has updates read again since the first attempt", async () => {
  const { connectionId, delivery, readUpTo: before } = await planned(batch, { tokenTries: 1 });
  expect(await deliver(delivery.id, { worker })).toBe("failed");
  expect(await readUpTo(connectionId)).toEqual(before);
  for (let tries = 0; tries < 4; tries++)
    await deliver(delivery.id, { worker, now: inMinutes(100 * (tries + 1)) });
  expect(await db.delivery.findUnique({ where: { id: delivery.id } })).toMatchObject({ state: "sent" });
  expect(await readUpTo(connectionId)).toEqual(await firstAttempt(delivery.id));
  expect(await readUpTo(connectionId, "requests")).toEqual(before);
});

test("so does one that was perhaps there already, found in the back end's list or sent again", async () => {
  const { connectionId, delivery } = await planned(council, { onUnclear: "resend" });
  council.fault({ on: "post-request", kind: "cut-off", times: 1 });
  expect(await deliver(delivery.id, { worker })).toBe("failed");
  expect(await deliver(delivery.id, { worker, now: inMinutes(60) })).toBe("sent");
  expect(await readUpTo(connectionId)).toEqual(await firstAttempt(delivery.id));
});

test("so does a number that a person tells, and one that a person puts right, but not more than a month", async () => {
  const { connectionId, delivery, readUpTo: before } = await planned(council);
  council.fault({ on: "post-request", kind: "cut-off", times: 1 });
  expect(await deliver(delivery.id, { worker })).toBe("unclear");
  const note = "They told us.";
  const told = { deliveryId: delivery.id, arrived: true, reference: "TOLD-1", note };
  await resolveUnclear(superuser, told);
  const first = await firstAttempt(delivery.id);
  expect(await readUpTo(connectionId)).toEqual(first);

  const again = () => db.watermark.updateMany({ where: { connectionId }, data: { readUpTo: before } });
  await again();
  await editReference(superuser, { deliveryId: delivery.id, reference: "TOLD-1", note });
  expect(await readUpTo(connectionId)).toEqual(before);
  await editReference(superuser, { deliveryId: delivery.id, reference: "TOLD-2", note });
  expect(await readUpTo(connectionId)).toEqual(first);

  const another = await planned(council);
  const twoMonths = new Date(Date.now() - 60 * 86_400_000);
  const where = { id: another.delivery.id };
  await db.delivery.update({ where, data: { createdAt: twoMonths, connectionId: another.connectionId } });
  await markAsSent(superuser, { deliveryId: another.delivery.id, reference: "TOLD-3", note });
  const days = (Date.now() - Number(await readUpTo(another.connectionId))) / 86_400_000;
  expect(days).toBeGreaterThan(30.9);
  expect(days).toBeLessThan(31.1);
});

test("a mark that is further back already stays, and one that was never read begins there", async () => {
  const { connectionId, delivery } = await planned(council);
  const long = new Date(Date.now() - 86_400_000);
  const set = (at: Date | null) =>
    db.watermark.updateMany({ where: { connectionId }, data: { readUpTo: at } });
  const edit = (reference: string) =>
    editReference(superuser, { deliveryId: delivery.id, reference, note: "Wrong." });
  await deliver(delivery.id, { worker });
  await set(long);
  await edit("R-1");
  expect(await readUpTo(connectionId)).toEqual(long);
  await set(null);
  await edit("R-2");
  expect(await readUpTo(connectionId)).toEqual(await firstAttempt(delivery.id));
});
