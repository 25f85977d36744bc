import type { Prisma, Tx } from "@/lib/db";

/** All that a send needs to know about where a report goes. */
const claimedDelivery = {
  id: true,
  reportId: true,
  state: true,
  attempts: true,
  previous: true,
  token: true,
  overrideContactId: true,
  body: {
    select: {
      id: true,
      slug: true,
      name: true,
      language: true,
      replyTo: true,
      canBeDevolved: true,
      deletedAt: true,
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

const claimedContact = {
  category: { select: { name: true } },
  questions: { orderBy: [{ order: "asc" }, { id: "asc" }] },
  connection: true,
} satisfies Prisma.ContactInclude;

export type ClaimedDelivery = Prisma.DeliveryGetPayload<{ select: typeof claimedDelivery }>;
export type ClaimedContact = Prisma.ContactGetPayload<{ include: typeof claimedContact }>;

/** A delivery with the contact it goes to today: for this once another's, else that of the report's category. */
export type Loaded = {
  delivery: ClaimedDelivery;
  contact: ClaimedContact | null;
  /** The first attempt of this send that may have arrived although it is not known to; null = none has. */
  mayHaveArrivedAt: Date | null;
};

/** Loads what deliveries need in a fixed number of queries, however many they are. */
export async function loadClaimed(tx: Tx, ids: readonly number[]): Promise<Loaded[]> {
  const deliveries = await tx.delivery.findMany({
    where: { id: { in: [...ids] } },
    orderBy: { id: "asc" },
    select: claimedDelivery,
  });
  const contacts = await contactsOf(tx, deliveries);
  const doubtful = await doubtfulSince(
    tx,
    deliveries.filter(({ attempts }) => attempts > 0).map(({ id }) => id),
  );
  return deliveries.map((delivery) => {
    const contact = contacts.get(contactKey(delivery.overrideContactId ?? categoryKey(delivery))) ?? null;
    return { delivery, contact, mayHaveArrivedAt: doubtful.get(delivery.id) ?? null };
  });
}

type CategoryKey = { bodyId: number; categoryId: number };

const categoryKey = ({ body, report }: ClaimedDelivery): CategoryKey => ({
  bodyId: body.id,
  categoryId: report.categoryId,
});
const contactKey = (key: number | CategoryKey): string =>
  typeof key === "number" ? `${key}` : `${key.bodyId}/${key.categoryId}`;

async function contactsOf(
  tx: Tx,
  deliveries: readonly ClaimedDelivery[],
): Promise<Map<string, ClaimedContact>> {
  const overrides = deliveries.flatMap(({ overrideContactId }) => overrideContactId ?? []);
  const usual = new Map(
    deliveries
      .filter(({ overrideContactId }) => overrideContactId === null)
      .map((delivery) => [contactKey(categoryKey(delivery)), categoryKey(delivery)]),
  );
  const contacts = await tx.contact.findMany({
    where: { OR: [{ id: { in: overrides } }, ...usual.values()] },
    include: claimedContact,
  });
  return new Map(
    contacts.flatMap((contact) => [
      [contactKey(contact.id), contact],
      [contactKey(contact), contact],
    ]),
  );
}

/**
 * Since when a body may have each report although it is not known to: an answer was lost, or the body's own system failed after it
 * was given the report. What came before an earlier send's success belongs to that.
 */
async function doubtfulSince(tx: Tx, ids: readonly number[]): Promise<Map<number, Date>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: number; since: Date }[]>`
    select d.id, min(a."startedAt") as since from "Delivery" d join "DeliveryAttempt" a on a."deliveryId" = d.id
    where d.id = any(${[...ids]}::int[])
      and a."startedAt" > coalesce((d.previous -> -1 ->> 'sentAt')::timestamptz, '-infinity')
      and (a.outcome = 'unclear'
        or jsonb_path_exists(a.exchanges, '$[*] ? (@.method == "POST" && @.status >= 500)'))
    group by d.id`;
  return new Map(rows.map(({ id, since }) => [id, since]));
}
