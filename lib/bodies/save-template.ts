import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { Name, Words } from "@/lib/bodies/fields";
import { authorizeTemplate, type OwnedTemplate, othersOf, ownedTemplate } from "@/lib/bodies/template-rights";
import { templateFault } from "@/lib/bodies/template-rules";
import { changesBetween } from "@/lib/changes";
import { db, isUniqueViolation, type Tx } from "@/lib/db";
import { invalid, notFound } from "@/lib/errors";
import { listOf, orNull, RowId, Ticked } from "@/lib/form-fields";
import { translator } from "@/lib/messages";
import { oneLine } from "@/lib/plain-text";
import { ReportState } from "@/prisma/generated/enums";

const t = translator("adminTemplates");

export const TemplateInput = z.object({
  /** Null = a new one. */
  templateId: orNull(RowId),
  /** Whose it is; of one that there is already, its body stays. */
  bodyId: RowId,
  title: Name,
  text: Words(4000).pipe(z.string().min(1, t("faults.text"))),
  /** Told to the reporter by mail instead of `text`. */
  emailText: orNull(Words(4000)),
  state: orNull(z.enum(ReportState)),
  externalStatusCode: orNull(
    z
      .string()
      .transform(oneLine)
      .pipe(z.string().max(100, t("faults.codeLong"))),
  ),
  autoResponse: Ticked,
  /** The body's contacts that it is for; none = every category. */
  contactIds: listOf(RowId),
});
export type TemplateInput = z.infer<typeof TemplateInput>;

/**
 * Makes or changes a template. Whoever is limited to categories may only touch templates for these.
 * @returns its id
 * @throws DomainError `not_found`, `forbidden`, `invalid` by the rules of template-rules.ts or for a title that is taken
 */
export async function saveTemplate(actor: Actor, input: TemplateInput): Promise<number> {
  try {
    return await db.$transaction((tx) => save(tx, actor, input));
  } catch (error) {
    throw isUniqueViolation(error, "title")
      ? invalid(t("faults.title"), { title: t("faults.title") })
      : error;
  }
}

async function save(tx: Tx, actor: Actor, input: TemplateInput): Promise<number> {
  const { templateId, contactIds, bodyId: asked, ...columns } = input;
  const row = templateId === null ? null : await ownedTemplate(tx, templateId);
  const bodyId = row?.bodyId ?? asked;
  // What it is now, and what it is to be: nobody takes a template over from others, or gives it to them.
  if (row) authorizeTemplate(actor, row);
  const contacts = await contactsOf(tx, bodyId, contactIds);
  const categoryIds = contacts.map(({ categoryId }) => categoryId);
  authorizeTemplate(actor, { bodyId, contacts: contacts.map((contact) => ({ contact })) });

  // One at a time per body: two templates saved at once must not both answer the same.
  const [body] = await tx.$queryRaw<
    { slug: string }[]
  >`select slug from "Body" where id = ${bodyId} for update`;
  if (!body) throw notFound(translator("adminBodies")("faults.noBody"));
  const wanted = { ...columns, retired: row?.deletedAt != null, categories: categoryIds };
  const fault = templateFault(wanted, await othersOf(tx, bodyId, templateId));
  if (fault) throw invalid(fault.message, { [fault.field]: fault.message });

  const links = contacts.map(({ id }) => ({ contactId: id }));
  const names = contacts.map(({ category }) => category.name).sort();
  if (!row) {
    const { id } = await tx.responseTemplate.create({
      data: { ...columns, bodyId, contacts: { create: links } },
      select: { id: true },
    });
    const after = { ...columns, categories: names };
    await record(tx, actor, "templates.create", { bodyId, subject: subjectOf(id, columns.title), after });
    return id;
  }
  const changes = changesBetween({ ...row, categories: namesOf(row) }, { ...columns, categories: names });
  if (!changes) return row.id;
  await tx.responseTemplate.update({
    where: { id: row.id },
    data: { ...columns, contacts: { deleteMany: {}, create: links } },
  });
  await record(tx, actor, "templates.edit", { bodyId, subject: subjectOf(row.id, row.title), ...changes });
  return row.id;
}

const subjectOf = (templateId: number, title: string) => ({ templateId, title });
const namesOf = ({ contacts }: OwnedTemplate): string[] =>
  contacts.map(({ contact }) => contact.category.name).sort();

async function contactsOf(tx: Tx, bodyId: number, ids: number[]) {
  const contacts = await tx.contact.findMany({
    where: { id: { in: ids }, bodyId },
    select: { id: true, categoryId: true, category: { select: { name: true } } },
  });
  if (contacts.length < ids.length) throw invalid(t("faults.contact"), { contactIds: t("faults.contact") });
  return contacts;
}
