import { methodFor } from "@/lib/bodies/method";
import { db, type Prisma, type Tx } from "@/lib/db";
import { env } from "@/lib/env";

/** All that a send needs to know about where a report goes. */
export const claimedDelivery = {
  id: true,
  reportId: true,
  attempts: true,
  previous: true,
  token: true,
  body: {
    select: {
      id: true,
      slug: true,
      name: true,
      language: true,
      replyTo: true,
      canBeDevolved: true,
      defaultConnection: true,
    },
  },
  report: {
    include: {
      category: { select: { name: true } },
      photos: { orderBy: { position: "asc" } },
      reporter: { select: { email: true, emailVerifiedAt: true, phone: true } },
      deliveries: { select: { id: true, body: { select: { name: true } } } },
    },
  },
} satisfies Prisma.DeliverySelect;

export type ClaimedDelivery = Prisma.DeliveryGetPayload<{ select: typeof claimedDelivery }>;
export type ClaimedContact = Prisma.ContactGetPayload<{ include: { questions: true; connection: true } }>;
export type Claim = {
  delivery: ClaimedDelivery;
  contact: ClaimedContact | null;
  connection: ClaimedContact["connection"];
  method: ReturnType<typeof methodFor>["method"];
};

/** Why a delivery was not claimed: somebody else has it, it is not its time, or it now waits. */
export type NotClaimed = "taken" | "held" | "closed";

/**
 * Claims one due delivery for `worker` by a lease, and decides by today's contacts and connections which way it
 * goes. Committed before anything leaves, so that no two workers ever send the same one.
 * @param options.early true sends what is due later as well: a person asked for it
 */
export async function claimDelivery(
  deliveryId: number,
  worker: string,
  now: Date,
  options: { early?: boolean } = {},
): Promise<Claim | NotClaimed> {
  return db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ id: number }[]>`
      select id from "Delivery" where id = ${deliveryId} and state = 'due'
        and (${options.early ?? false} or "dueAt" <= ${now}) for update skip locked`;
    if (!row) return "taken";
    const delivery = await tx.delivery.findUniqueOrThrow({
      where: { id: deliveryId },
      select: claimedDelivery,
    });
    if (!isToBeSent(delivery.report)) {
      await settle(tx, deliveryId, {
        state: "skipped",
        lastError: "The report was closed or hidden before it was sent.",
      });
      return "closed";
    }
    const contact = await tx.contact.findUnique({
      where: { bodyId_categoryId: { bodyId: delivery.body.id, categoryId: delivery.report.categoryId } },
      include: { questions: { orderBy: [{ order: "asc" }, { id: "asc" }] }, connection: true },
    });
    const { method, connectionId } = methodFor(
      delivery.body,
      contact ?? { destination: "", connection: null },
    );
    const connection =
      [contact?.connection, delivery.body.defaultConnection].find((way) => way?.id === connectionId) ?? null;
    if (method === "hold" || connection?.pausedAt) {
      await settle(tx, deliveryId, { state: "held", method, connectionId });
      return "held";
    }
    await tx.delivery.update({
      where: { id: deliveryId },
      data: {
        state: "sending",
        attempts: { increment: 1 },
        leasedBy: worker,
        leasedUntil: leaseEnd(now),
        inFlight: false,
        lastAttemptAt: now,
        method,
        connectionId,
        contactId: contact?.id ?? null,
      },
    });
    return { delivery: { ...delivery, attempts: delivery.attempts + 1 }, contact, connection, method };
  });
}

/** A report that somebody fixed, closed or hid before it went is not sent any more. */
const isToBeSent = (report: { visibility: string; state: string }): boolean =>
  (report.visibility === "public" || report.visibility === "private") &&
  ["confirmed", "for_triage", "investigating", "in_progress", "planned", "action_scheduled"].includes(
    report.state,
  );

const settle = (tx: Tx, id: number, data: Prisma.DeliveryUncheckedUpdateInput) =>
  tx.delivery.update({ where: { id }, data: { ...data, leasedBy: null, leasedUntil: null } });

const leaseEnd = (now: Date) => new Date(now.getTime() + env.LEASE_SECONDS * 1000);

/**
 * Says, just before a request leaves, that it is on its way: from here on a lost worker means "unclear", not "again".
 * @returns false when the claim has run out meanwhile and is somebody else's: nothing may leave then
 */
export async function markInFlight(
  { id, attempts }: { id: number; attempts: number },
  worker: string,
): Promise<boolean> {
  const { count } = await db.delivery.updateMany({
    where: { id, attempts, state: "sending", leasedBy: worker },
    data: { inFlight: true, leasedUntil: leaseEnd(new Date()) },
  });
  return count === 1;
}

/** Runs `work` while the lease is renewed, so that a slow back end does not look like a dead worker. */
export async function whileLeased<T>(deliveryId: number, worker: string, work: () => Promise<T>): Promise<T> {
  const renew = () =>
    db.delivery
      .updateMany({
        where: { id: deliveryId, leasedBy: worker },
        data: { leasedUntil: leaseEnd(new Date()) },
      })
      .catch(() => {}); // the next renewal tries again; a lease that runs out is the sweep's business
  const timer = setInterval(renew, (env.LEASE_SECONDS * 1000) / 3);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
