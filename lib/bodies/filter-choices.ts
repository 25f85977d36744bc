import type { Actor } from "@/lib/actor";
import { connectionScope } from "@/lib/bodies/list-connections";
import { db } from "@/lib/db";
import type { SendMethod } from "@/prisma/generated/enums";

export type FilterChoices = {
  /** Empty for staff of one body: there is nothing to choose. */
  bodies: { id: number; name: string }[];
  connections: { id: number; slug: string; body: string; method: SendMethod }[];
  categories: { id: number; name: string }[];
};

/** What lists of deliveries and connections can be narrowed to, within the actor's reach. @throws DomainError `forbidden` */
export async function filterChoices(actor: Actor): Promise<FilterChoices> {
  const { bodyId, categoryIds } = connectionScope(actor);
  const within = bodyId === null ? {} : { bodyId };
  const [bodies, connections, categories] = await Promise.all([
    bodyId === null ? db.body.findMany({ orderBy: { name: "asc" }, select: { id: true, name: true } }) : [],
    db.connection.findMany({
      where: within,
      orderBy: [{ body: { name: "asc" } }, { slug: "asc" }],
      select: { id: true, slug: true, method: true, body: { select: { name: true } } },
    }),
    db.category.findMany({
      where: {
        contacts: { some: within },
        ...(categoryIds && { id: { in: [...categoryIds] } }),
      },
      orderBy: { name: "asc" },
      select: { id: true, name: true },
    }),
  ]);
  return {
    bodies,
    connections: connections.map(({ body, ...connection }) => ({ ...connection, body: body.name })),
    categories,
  };
}
