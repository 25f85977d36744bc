import type { Actor } from "@/lib/actor";
import { authorize, may } from "@/lib/auth/permissions";
import type { RuledTemplate } from "@/lib/bodies/template-rules";
import type { Prisma, Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";

const owned = {
  include: {
    contacts: { select: { contact: { select: { categoryId: true, category: { select: { name: true } } } } } },
  },
} as const satisfies Prisma.ResponseTemplateDefaultArgs;
export type OwnedTemplate = Prisma.ResponseTemplateGetPayload<typeof owned>;

type Subject = { bodyId: number; contacts: readonly { contact: { categoryId: number } }[] };

/** One that is for every category belongs to nobody who is limited to some; one for several, to whoever may act in all of them. */
const subjectsOf = ({ bodyId, contacts }: Subject) =>
  contacts.length === 0
    ? [{ bodyIds: [bodyId] }]
    : contacts.map(({ contact }) => ({ bodyIds: [bodyId], categoryId: contact.categoryId }));

/** Whether the actor may change a template. */
export const mayChangeTemplate = (actor: Actor, template: Subject): boolean =>
  subjectsOf(template).every((subject) => may(actor, "template:edit", subject));

/** @throws DomainError `forbidden` unless the actor may change it */
export function authorizeTemplate(actor: Actor, template: Subject): void {
  for (const subject of subjectsOf(template)) authorize(actor, "template:edit", subject);
}

/** A template, locked until the transaction ends. @throws DomainError `not_found` */
export async function ownedTemplate(tx: Tx, templateId: number): Promise<OwnedTemplate> {
  await tx.$queryRaw`select 1 from "ResponseTemplate" where id = ${templateId} for update`;
  const row = await tx.responseTemplate.findUnique({ where: { id: templateId }, ...owned });
  if (!row) throw notFound(translator("adminTemplates")("faults.none"));
  return row;
}

/** The body's other templates, as the rules look at them. */
export async function othersOf(tx: Tx, bodyId: number, except: number | null): Promise<RuledTemplate[]> {
  const rows = await tx.responseTemplate.findMany({
    where: { bodyId, ...(except !== null && { id: { not: except } }) },
    ...owned,
  });
  return rows.map(ruled);
}

export const ruled = ({ deletedAt, contacts, ...row }: OwnedTemplate): RuledTemplate => ({
  ...row,
  retired: deletedAt !== null,
  categories: contacts.map(({ contact }) => contact.categoryId),
});
