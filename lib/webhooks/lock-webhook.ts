import type { Actor } from "@/lib/actor";
import { authorize } from "@/lib/auth/permissions";
import { requireSuperuser } from "@/lib/auth/superuser";
import type { Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";

/**
 * Webhooks of a body are for those of its staff who give other systems access, one of the whole site for superusers.
 * @throws DomainError `forbidden`
 */
export function authorizeWebhook(actor: Actor, bodyId: number | null): void {
  if (bodyId === null) requireSuperuser(actor);
  else authorize(actor, "api:edit", { bodyIds: [bodyId] });
}

/** A webhook for a member of staff to change, locked until the transaction ends. @throws DomainError `not_found`, `forbidden` */
export async function lockWebhook(tx: Tx, actor: Actor, webhookId: number) {
  await tx.$queryRaw`select 1 from "Webhook" where id = ${webhookId} for no key update`;
  const webhook = await tx.webhook.findUnique({ where: { id: webhookId } });
  if (!webhook) throw notFound(translator("webhooks")("refused.webhook"));
  authorizeWebhook(actor, webhook.bodyId);
  return webhook;
}

/** What an audit entry says it was done to. */
export const aboutWebhook = ({ id, bodyId, name }: { id: number; bodyId: number | null; name: string }) => ({
  bodyId,
  subject: { webhookId: id, name },
});
