import type { Actor } from "@/lib/actor";
import { authorize } from "@/lib/auth/permissions";
import { methodFor } from "@/lib/bodies/method";
import type { Tx } from "@/lib/db";
import { conflict, invalid } from "@/lib/errors";
import { translator } from "@/lib/messages";

const t = translator("deliveryActions");
const way = { select: { id: true, method: true } } as const;

type Sent = { bodyId: number; overrideContactId: number | null; report: { categoryId: number } };

/**
 * Checks that a delivery may go once by another contact: one of the same body, which takes reports, in a category that the
 * actor works with.
 * @throws DomainError `invalid` under `contactId`; `forbidden`
 */
export async function checkOverride(
  tx: Tx,
  actor: Actor,
  { bodyId }: Sent,
  contactId: number | null,
): Promise<void> {
  const contact =
    contactId === null
      ? null
      : await tx.contact.findUnique({
          where: { id: contactId },
          select: {
            bodyId: true,
            categoryId: true,
            destination: true,
            state: true,
            connection: way,
            body: { select: { canBeDevolved: true, defaultConnection: way } },
          },
        });
  const fits = contact?.bodyId === bodyId && contact.state !== "deleted" && contact.state !== "inactive";
  if (!contact || !fits || methodFor(contact.body, contact).method === "refused") {
    throw invalid(t("refused.contact"), { contactId: t("refused.contact") });
  }
  authorize(actor, "delivery:act", { bodyIds: [bodyId], categoryId: contact.categoryId });
}

/**
 * Checks that there is a way at all to send through a pause: a connection that is on hold has none.
 * @throws DomainError `conflict`
 */
export async function checkWay(tx: Tx, { bodyId, overrideContactId, report }: Sent): Promise<void> {
  const body = await tx.body.findUniqueOrThrow({
    where: { id: bodyId },
    select: { canBeDevolved: true, defaultConnection: way },
  });
  const contact = await tx.contact.findFirst({
    where: overrideContactId === null ? { bodyId, categoryId: report.categoryId } : { id: overrideContactId },
    select: { destination: true, connection: way },
  });
  const { method } = methodFor(body, contact ?? { destination: "", connection: null });
  if (method === "hold") throw conflict(t("refused.hold"));
}
