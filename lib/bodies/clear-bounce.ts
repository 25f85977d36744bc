import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { authorize } from "@/lib/auth/permissions";
import { lockContact } from "@/lib/bodies/change-contact";
import { db } from "@/lib/db";

/**
 * Somebody has seen to it that mail to a contact came back: the mark goes until it comes back again. What had been sent to it is
 * not sent again by this.
 * @param note what was done about it, for the history
 * @throws DomainError `not_found`, `forbidden`
 */
export async function clearBounce(actor: Actor, contactId: number, note = ""): Promise<void> {
  await db.$transaction(async (tx) => {
    const row = await lockContact(tx, contactId);
    authorize(actor, "contact:edit", { bodyIds: [row.bodyId], categoryId: row.categoryId });
    if (row.bouncedAt === null) return;
    const after = { bouncedAt: null, bounceReason: null };
    await tx.contact.update({ where: { id: contactId }, data: after });
    await record(tx, actor, "contacts.clear-bounce", {
      bodyId: row.bodyId,
      contactId,
      before: { bouncedAt: row.bouncedAt.toISOString(), bounceReason: row.bounceReason },
      after,
      note,
    });
  });
}
