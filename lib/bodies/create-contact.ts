import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { authorize } from "@/lib/auth/permissions";
import { checkWay } from "@/lib/bodies/check-contact";
import { contactFields } from "@/lib/bodies/contact-fields";
import { routedContact } from "@/lib/bodies/contact-way";
import { Name } from "@/lib/bodies/fields";
import { contactToEdit, contactValues } from "@/lib/bodies/find-contact";
import { db, isUniqueViolation, type Tx } from "@/lib/db";
import { invalid, notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";

/** What of a contact is entered: all that it holds but the note. */
export const EnteredContact = z.object({
  category: Name,
  ...contactFields,
  connectionId: z.int().positive().nullable(),
});
export type EnteredContact = z.output<typeof EnteredContact>;

export const NewContact = EnteredContact.extend({ bodyId: z.int().positive() });
export type NewContact = z.output<typeof NewContact>;

/**
 * Gives a body a contact for a category, which is made where nobody has it yet. Asks nothing until it is told what.
 * @returns its id
 * @throws DomainError `forbidden`, `not_found` for a body that is not there, `invalid` with a fault per field
 */
export async function createContact(actor: Actor, input: NewContact): Promise<number> {
  try {
    return await db.$transaction((tx) => addContact(tx, actor, input));
  } catch (error) {
    if (!isUniqueViolation(error, "bodyId")) throw error;
    const t = translator("adminContacts");
    throw invalid(t("faults.form"), { category: t("faults.taken", { category: input.category }) });
  }
}

/** The same in somebody else's transaction. @throws also what the database says of a second contact for the category */
export async function addContact(tx: Tx, actor: Actor, input: NewContact): Promise<number> {
  const { bodyId, category: name, ...fields } = input;
  const known = await tx.category.findUnique({ where: { name }, select: { id: true } });
  authorize(actor, "contact:edit", { bodyIds: [bodyId], ...(known && { categoryId: known.id }) });
  const body = await tx.body.findUnique({ where: { id: bodyId }, ...routedContact.body });
  if (!body) throw notFound(translator("adminContacts")("faults.body"));
  await checkWay(tx, { bodyId, body }, fields, null);
  const category = known ?? (await tx.category.upsert({ where: { name }, update: {}, create: { name } }));
  const row = await tx.contact.create({
    data: { ...fields, bodyId, categoryId: category.id },
    ...contactToEdit,
  });
  await record(tx, actor, "contacts.create", {
    bodyId,
    contactId: row.id,
    subject: { category: name },
    after: contactValues(row),
    note: fields.note,
  });
  return row.id;
}
