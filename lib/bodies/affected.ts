import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { authorize } from "@/lib/auth/permissions";
import { type Affected, affectedBy } from "@/lib/bodies/contact-fault";
import { db } from "@/lib/db";
import { invalid, notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";

/** What of a body is about to change; a key that is left out stays as it is. */
export const WayChange = z.object({
  bodyId: z.number().int(),
  /** Null = e-mail to each contact's destination. */
  defaultConnectionId: z.number().int().nullable().optional(),
  canBeDevolved: z.boolean().optional(),
});
export type WayChange = z.infer<typeof WayChange>;

/**
 * The categories whose reports would go another way if a body's default connection or devolving changed so, by name. Changes
 * nothing. Deleted contacts are left out; those that are not offered are not: their reports may still be sent.
 * @throws DomainError `not_found`, `forbidden`, or `invalid` for a connection of another body
 */
export async function affectedByChange(actor: Actor, change: WayChange): Promise<Affected[]> {
  authorize(actor, "body:edit", { bodyIds: [change.bodyId] });
  const t = translator("contactFaults");
  const way = { select: { id: true, method: true, settings: true } } as const;
  const body = await db.body.findUnique({
    where: { id: change.bodyId },
    select: {
      canBeDevolved: true,
      defaultConnection: way,
      connections: way,
      contacts: {
        where: { state: { not: "deleted" } },
        orderBy: { category: { name: "asc" } },
        select: { id: true, destination: true, category: { select: { name: true } }, connection: way },
      },
    },
  });
  if (!body) throw notFound(t("noBody"));
  const { defaultConnectionId: id } = change;
  const next = id ? body.connections.find((connection) => connection.id === id) : null;
  if (id && !next) throw invalid(t("strange"), { defaultConnectionId: t("strange") });
  return affectedBy(
    body.contacts.map(({ category, ...contact }) => ({ ...contact, category: category.name })),
    body,
    {
      canBeDevolved: change.canBeDevolved ?? body.canBeDevolved,
      defaultConnection: id === undefined ? body.defaultConnection : (next ?? null),
    },
  );
}
