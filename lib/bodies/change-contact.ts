import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { authorize } from "@/lib/auth/permissions";
import { checkWay } from "@/lib/bodies/check-contact";
import { ChangeNote } from "@/lib/bodies/contact-fields";
import { EnteredContact } from "@/lib/bodies/create-contact";
import { contactToEdit, contactValues, contactVersion } from "@/lib/bodies/find-contact";
import { recategorise } from "@/lib/bodies/recategorise";
import { changesBetween } from "@/lib/changes";
import { db, type Tx } from "@/lib/db";
import { conflict, notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";

export const ContactChange = EnteredContact.extend({
  contactId: z.int().positive(),
  /** As the editor was given it: somebody else's change in between is not overwritten. */
  version: z.string(),
  /** With another category: the reports that came to this body alone get it as well. */
  moveReports: z.boolean(),
  note: ChangeNote,
});
export type ContactChange = z.output<typeof ContactChange>;

/** Reports of a large category are many rows. */
const TIMEOUT_MS = 120_000;

/**
 * Changes a contact. What has not changed is left alone; a note alone is kept in the history.
 * @throws DomainError `not_found`, `forbidden`, `conflict` when somebody else changed it meanwhile, `invalid` with a fault per field
 */
export async function changeContact(actor: Actor, input: ContactChange): Promise<void> {
  const { contactId, version, category, moveReports, ...fields } = input;
  const t = translator("adminContacts");
  await db.$transaction(
    async (tx) => {
      const row = await lockContact(tx, contactId);
      authorize(actor, "contact:edit", { bodyIds: [row.bodyId], categoryId: row.categoryId });
      if (contactVersion(row) !== version) throw conflict(t("faults.meanwhile"));
      await checkWay(tx, row, fields, row);
      const moved =
        category === row.category.name
          ? null
          : await recategorise(tx, actor, row, { category, moveReports, ...fields });
      // Mail that came back came back from the old address.
      const elsewhere = fields.destination !== row.destination && { bouncedAt: null, bounceReason: null };
      // From here on its state is a person's: the service list does not bring it back as it was.
      const byHand = fields.state !== row.state && { stateBeforeRetired: null };
      const now = await tx.contact.update({
        where: { id: contactId },
        data: { ...fields, ...elsewhere, ...byHand },
        ...contactToEdit,
      });
      await record(tx, actor, "contacts.edit", {
        bodyId: row.bodyId,
        contactId,
        subject: { category, ...moved },
        ...changesBetween(contactValues(row), contactValues(now)),
        note: fields.note,
      });
    },
    { timeout: TIMEOUT_MS },
  );
}

/** The contact, which nobody else changes until the transaction ends. @throws DomainError `not_found` */
export async function lockContact(tx: Tx, id: number) {
  await tx.$queryRaw`select 1 from "Contact" where id = ${id} for update`;
  const row = await tx.contact.findUnique({ where: { id }, ...contactToEdit });
  if (!row) throw notFound(translator("adminContacts")("faults.gone"));
  return row;
}
