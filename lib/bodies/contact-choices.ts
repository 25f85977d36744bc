import type { Actor } from "@/lib/actor";
import { scopeOf } from "@/lib/auth/scope";
import { db } from "@/lib/db";
import type { SendMethod } from "@/prisma/generated/enums";

/** What a body's contacts may be given. */
export type ContactChoices = {
  /** Every category that some body has, by name. */
  categories: string[];
  /** The actor is limited to these: none may be invented. */
  limited: boolean;
  /** The groups that the body uses, by name. */
  groups: string[];
  canBeDevolved: boolean;
  /** Null = e-mail to the destination. */
  defaultConnection: { slug: string; method: SendMethod } | null;
  connections: { id: number; slug: string; method: SendMethod }[];
};

/** The bodies whose contacts the actor may change, by name; retired ones are left out. @throws DomainError `forbidden` */
export async function bodiesWithContacts(actor: Actor): Promise<{ id: number; name: string }[]> {
  const { bodyId } = scopeOf(actor, "contact:edit");
  return db.body.findMany({
    where: { deletedAt: null, ...(bodyId !== null && { id: bodyId }) },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { id: true, name: true },
  });
}

/** The groups in use, by name; of one body or, null, of all that the actor sees. @throws DomainError `forbidden` */
export async function groupsInUse(actor: Actor, bodyId: number | null): Promise<string[]> {
  const scope = scopeOf(actor, "contact:edit");
  const of = scope.bodyId ?? bodyId;
  const rows = await db.$queryRaw<{ name: string }[]>`
    select distinct unnest(groups) as name from "Contact"
    where state <> 'deleted' and (${of}::int is null or "bodyId" = ${of}) order by name limit 500`;
  return rows.map(({ name }) => name);
}

/** What a form for a contact of this body offers; null when the actor sees no such body. @throws DomainError `forbidden` */
export async function contactChoices(actor: Actor, bodyId: number): Promise<ContactChoices | null> {
  const scope = scopeOf(actor, "contact:edit");
  if (scope.bodyId !== null && scope.bodyId !== bodyId) return null;
  const way = { select: { id: true, slug: true, method: true } } as const;
  const body = await db.body.findUnique({
    where: { id: bodyId },
    select: {
      canBeDevolved: true,
      defaultConnection: way,
      connections: { ...way, orderBy: { slug: "asc" } },
    },
  });
  if (!body) return null;
  const categories = await db.category.findMany({
    where: scope.categoryIds
      ? { id: { in: [...scope.categoryIds] } }
      : { contacts: { some: { state: { not: "deleted" } } } },
    orderBy: { name: "asc" },
    take: 2000,
    select: { name: true },
  });
  return {
    ...body,
    categories: categories.map(({ name }) => name),
    limited: scope.categoryIds !== null,
    groups: await groupsInUse(actor, bodyId),
  };
}
