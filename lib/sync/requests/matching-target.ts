import type { Actor } from "@/lib/actor";
import { authorize } from "@/lib/auth/permissions";
import { scopeOf } from "@/lib/auth/scope";
import type { Tx } from "@/lib/db";
import { conflict, notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";

/**
 * The connection whose service codes are matched, judged: the codes are the whole body's, so nobody may who is limited to categories.
 * @throws DomainError `not_found`, `forbidden`; `conflict` where no requests can be read from it
 */
export async function matchingTarget(tx: Tx, actor: Actor, connectionId: number) {
  scopeOf(actor, "contact:edit");
  const row = await tx.connection.findUnique({
    where: { id: connectionId },
    select: { id: true, bodyId: true, slug: true, method: true, settings: true, secrets: true },
  });
  const t = translator("imports");
  if (!row) throw notFound(t("noConnection"));
  authorize(actor, "contact:edit", { bodyIds: [row.bodyId] });
  if (row.method !== "open311") throw conflict(t("notOpen311"));
  return row;
}
