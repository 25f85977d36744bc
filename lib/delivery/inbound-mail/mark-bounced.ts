import { job } from "@/lib/actor";
import { record } from "@/lib/audit";
import type { Prisma, Tx } from "@/lib/db";
import { concernedBy } from "@/lib/delivery/inbound-mail/find-addressee";
import { addressesIn } from "@/lib/mail/addresses";
import { translator } from "@/lib/messages";

const bounced = {
  id: true,
  reportId: true,
  bodyId: true,
  state: true,
  method: true,
  externalId: true,
  sentTo: true,
  sentAt: true,
  firstSentAt: true,
  previous: true,
  contact: { select: { id: true, destination: true, bouncedAt: true, bounceReason: true } },
  inboundMails: { where: { kind: "bounce", permanent: true }, select: { address: true, receivedAt: true } },
} satisfies Prisma.DeliverySelect;

type Row = Prisma.DeliveryGetPayload<{ select: typeof bounced }>;

/**
 * Marks that mail about a report came back for good. The contact that holds the address is shown as bouncing until somebody sees
 * to it. Where no address of the body is left that may have got the mail, the delivery is no longer called sent: it becomes
 * unclear, which is shown to people and never sent again by itself. Where some address is left it stays sent, with a word about it.
 * @param addresses who cannot be reached; empty = the mail system did not say
 * @returns the delivery concerned; the first, where bodies share an address
 */
export async function markBounced(
  tx: Tx,
  { reportId, addresses, reason }: { reportId: number; addresses: readonly string[]; reason: string },
  now: Date,
): Promise<number | null> {
  await tx.$queryRaw`select id from "Delivery" where "reportId" = ${reportId} order by id for update`;
  const rows = await tx.delivery.findMany({ where: { reportId }, orderBy: { id: "asc" }, select: bounced });
  const gone = new Set(addresses.map((address) => address.toLowerCase()));
  const concerned = concernedBy(rows, addresses);
  for (const row of concerned) {
    const lost = gone.size > 0 ? row.sentTo.filter((address) => gone.has(address.toLowerCase())) : row.sentTo;
    await markContact(tx, row, lost, reason, now);
    await markDelivery(tx, row, lost, reason);
  }
  return concerned[0]?.id ?? null;
}

async function markContact(
  tx: Tx,
  row: Row,
  lost: readonly string[],
  reason: string,
  now: Date,
): Promise<void> {
  const { contact } = row;
  const held = new Set(addressesIn(contact?.destination ?? "").map((address) => address.toLowerCase()));
  // Corrected since the mail went: what bounced is no address of this contact any more.
  if (!contact || !lost.some((address) => held.has(address.toLowerCase()))) return;
  const after = { bouncedAt: now, bounceReason: `${lost.join(", ")}: ${reason}` };
  await tx.contact.update({ where: { id: contact.id }, data: after });
  await record(tx, job("inbound-mail"), "contacts.bounced", {
    bodyId: row.bodyId,
    reportId: row.reportId,
    contactId: contact.id,
    before: { bouncedAt: contact.bouncedAt?.toISOString() ?? null, bounceReason: contact.bounceReason },
    after: { bouncedAt: now.toISOString(), bounceReason: after.bounceReason },
  });
}

async function markDelivery(tx: Tx, row: Row, lost: readonly string[], reason: string): Promise<void> {
  if (row.state !== "sent") return;
  const earlier = row.inboundMails
    .filter(({ receivedAt }) => row.sentAt === null || receivedAt >= row.sentAt)
    .flatMap(({ address }) => address.toLowerCase().split(", "));
  const gone = new Set([...earlier, ...lost.map((address) => address.toLowerCase())]);
  const nobodyLeft = row.sentTo.every((address) => gone.has(address.toLowerCase()));
  const lastError = translator("mail")("inbound.cameBack", { addresses: lost.join(", "), reason });
  // The send is kept as an earlier one: sending again is then a new mail, not the repetition that mail systems leave out.
  const send = {
    sentAt: (row.sentAt ?? row.firstSentAt)?.toISOString() ?? null,
    externalId: row.externalId,
    method: row.method,
    sentTo: row.sentTo,
  };
  const previous = [...(Array.isArray(row.previous) ? row.previous : []), send] as Prisma.InputJsonArray;
  await tx.delivery.update({
    where: { id: row.id },
    data: nobodyLeft
      ? { state: "unclear", lastError, sentAt: null, firstSentAt: null, previous }
      : { lastError },
  });
  await record(tx, job("inbound-mail"), "delivery.bounced", {
    bodyId: row.bodyId,
    reportId: row.reportId,
    contactId: row.contact?.id ?? null,
    subject: { deliveryId: row.id },
    before: { state: "sent" },
    after: { state: nobodyLeft ? "unclear" : "sent" },
    note: lastError,
  });
}
