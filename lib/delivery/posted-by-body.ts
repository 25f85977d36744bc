import { ownSystem } from "@/lib/bodies/own-system";
import type { Tx } from "@/lib/db";

/**
 * Notes that a report which a body's own system has posted to us is there already, under the name that it has there: so it is never
 * sent back, is known when that system shows it in a list of its own, and updates find their way both ways. Doing it again adds nothing.
 * @throws what the database says when the very same was just taken in from such a list (`isUniqueViolation` of `externalId`)
 */
export async function noteThatPosterHasIt(tx: Tx, reportId: number): Promise<void> {
  const { client, clientReference, categoryId, confirmedAt, createdAt } = await tx.report.findUniqueOrThrow({
    where: { id: reportId },
    select: {
      ...{ clientReference: true, categoryId: true, confirmedAt: true, createdAt: true },
      client: { select: { bodyId: true } },
    },
  });
  const bodyId = client?.bodyId ?? null;
  if (bodyId === null) return;
  const known = await tx.delivery.findFirst({
    where: { bodyId, OR: [{ reportId }, ...(clientReference ? [{ externalId: clientReference }] : [])] },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  const connectionId = await ownSystem(tx, bodyId, null);
  const contact = await tx.contact.findFirst({
    where: { bodyId, categoryId, state: { not: "deleted" } },
    select: { id: true },
  });
  // Without a connection, or anybody to write to, there is no way by which the body could be told of anything.
  if (known || (connectionId === null && !contact)) return;
  const at = confirmedAt ?? createdAt;
  await tx.delivery.create({
    data: {
      ...{ reportId, bodyId, connectionId, contactId: contact?.id ?? null, externalId: clientReference },
      ...{ method: "open311", state: "received", firstSentAt: at, sentAt: at },
    },
  });
}
