import type { Actor } from "@/lib/actor";
import { authorize, may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";

/** A service list is about the whole body: whoever is limited to some of its categories neither sees it nor lets it through. */
type Right = "see" | "apply";

/**
 * The connection, if the actor may see how its service list is followed (who changes connections, or contacts), or may say that
 * it is followed (who changes contacts).
 * @throws DomainError `not_found`, `forbidden`
 */
export async function connectionWith(actor: Actor, connectionId: number, right: Right) {
  const row = await db.connection.findUnique({
    where: { id: connectionId },
    select: {
      id: true,
      bodyId: true,
      slug: true,
      method: true,
      pausedAt: true,
      syncServices: true,
      body: { select: { deletedAt: true, canBeDevolved: true, defaultConnectionId: true } },
      watermarks: { where: { kind: "services" } },
    },
  });
  if (!row) throw notFound(translator("services")("refused.gone"));
  const subject = { bodyIds: [row.bodyId] };
  const sees = right === "see" && may(actor, "connection:edit", subject);
  if (!sees) authorize(actor, "contact:edit", subject);
  return { ...row, mayApply: may(actor, "contact:edit", subject) };
}
