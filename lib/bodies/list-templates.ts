import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { may } from "@/lib/auth/permissions";
import { type Scope, scopeOf } from "@/lib/auth/scope";
import { mayChangeTemplate } from "@/lib/bodies/template-rights";
import { db, literally, type Prisma } from "@/lib/db";
import { forbidden, notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { type Page, pageOf, pageSize, readCursor } from "@/lib/page";
import { ReportState } from "@/prisma/generated/enums";

const listedTemplate = {
  id: true,
  title: true,
  text: true,
  emailText: true,
  state: true,
  externalStatusCode: true,
  autoResponse: true,
  deletedAt: true,
  bodyId: true,
  body: { select: { id: true, name: true } },
  contacts: {
    select: { contact: { select: { id: true, categoryId: true, category: { select: { name: true } } } } },
    orderBy: { contact: { category: { name: "asc" } } },
  },
} as const satisfies Prisma.ResponseTemplateSelect;

export type ListedTemplate = {
  id: number;
  title: string;
  text: string;
  emailText: string | null;
  state: ReportState | null;
  externalStatusCode: string | null;
  autoResponse: boolean;
  retired: boolean;
  body: { id: number; name: string };
  /** The categories it is for; none = every one. */
  contacts: { id: number; category: string }[];
  /** Whether the actor may change it: limits to categories count. */
  mayChange: boolean;
};

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

export const TemplateQuery = z.object({
  q: optional(z.string().trim().max(200)),
  body: optional(z.coerce.number().int().positive()),
  state: optional(z.enum(ReportState)),
  category: optional(z.coerce.number().int().positive()),
  auto: optional(z.literal("1")),
  retired: optional(z.literal("1")),
  sort: z.enum(["title", "-title"]).catch("title"),
  cursor: z.string().optional(),
});

const Cursor = z.tuple([z.string(), z.number().int()]);

/** A body's templates, or all of them, by title; retired ones only when asked for. @throws DomainError `forbidden` */
export async function listTemplates(actor: Actor, input: unknown): Promise<Page<ListedTemplate>> {
  const scope = scopeOf(actor, "template:edit");
  const { q, body, state, category, auto, retired, sort, cursor } = TemplateQuery.parse(input);
  const after = readCursor(cursor, Cursor);
  const order = sort === "title" ? "asc" : "desc";
  const beyond = order === "asc" ? "gt" : "lt";
  const rows = await db.responseTemplate.findMany({
    where: {
      AND: [
        within(scope),
        body === undefined ? {} : { bodyId: body },
        state === undefined ? {} : { state },
        category === undefined ? {} : forCategories([category]),
        auto === undefined ? {} : { autoResponse: true },
        { deletedAt: retired === undefined ? null : { not: null } },
        q
          ? {
              OR: [
                { title: { contains: literally(q), mode: "insensitive" } },
                { text: { contains: literally(q), mode: "insensitive" } },
                { externalStatusCode: { contains: literally(q), mode: "insensitive" } },
              ],
            }
          : {},
        after
          ? { OR: [{ title: { [beyond]: after[0] } }, { title: after[0], id: { [beyond]: after[1] } }] }
          : {},
      ],
    },
    orderBy: [{ title: order }, { id: order }],
    take: pageSize + 1,
    select: listedTemplate,
  });
  return pageOf(
    rows.map((row) => listed(actor, row)),
    (last) => [last.title, last.id],
  );
}

/** One template. @throws DomainError `not_found`, `forbidden` */
export async function readTemplate(actor: Actor, templateId: number): Promise<ListedTemplate> {
  const scope = scopeOf(actor, "template:edit");
  const row = await db.responseTemplate.findUnique({ where: { id: templateId }, select: listedTemplate });
  if (!row) throw notFound(translator("adminTemplates")("faults.none"));
  const seen = await db.responseTemplate.count({ where: { AND: [{ id: templateId }, within(scope)] } });
  if (seen === 0) throw forbidden(translator("refusals")("forbidden"));
  return listed(actor, row);
}

const forCategories = (categoryIds: readonly number[]): Prisma.ResponseTemplateWhereInput => ({
  OR: [
    { contacts: { none: {} } },
    { contacts: { some: { contact: { categoryId: { in: [...categoryIds] } } } } },
  ],
});

const within = ({ bodyId, categoryIds }: Scope): Prisma.ResponseTemplateWhereInput => ({
  ...(bodyId !== null && { bodyId }),
  ...(categoryIds !== null && forCategories(categoryIds)),
});

type Row = Prisma.ResponseTemplateGetPayload<{ select: typeof listedTemplate }>;

function listed(actor: Actor, row: Row): ListedTemplate {
  const { deletedAt, contacts, bodyId: _, ...rest } = row;
  return {
    ...rest,
    retired: deletedAt !== null,
    contacts: contacts.map(({ contact }) => ({ id: contact.id, category: contact.category.name })),
    mayChange: mayChangeTemplate(actor, row),
  };
}

export type TemplateChoices = {
  /** The bodies whose templates the actor may change. */
  bodies: { id: number; name: string; contacts: { id: number; categoryId: number; category: string }[] }[];
};

/** What a template's form offers: bodies, and the categories that the actor may answer in. @throws DomainError `forbidden` */
export async function templateChoices(actor: Actor): Promise<TemplateChoices> {
  const scope = scopeOf(actor, "template:edit");
  const bodies = await db.body.findMany({
    where: scope.bodyId === null ? {} : { id: scope.bodyId },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: {
      id: true,
      name: true,
      contacts: {
        where: { state: { not: "deleted" } },
        orderBy: { category: { name: "asc" } },
        select: { id: true, categoryId: true, category: { select: { name: true } } },
      },
    },
  });
  return {
    bodies: bodies.map(({ contacts, ...body }) => ({
      ...body,
      contacts: contacts
        .filter(({ categoryId }) => may(actor, "template:edit", { bodyIds: [body.id], categoryId }))
        .map(({ category, ...contact }) => ({ ...contact, category: category.name })),
    })),
  };
}
