import type { Actor } from "@/lib/actor";
import { authorize } from "@/lib/auth/permissions";
import { type Scope, scopeOf } from "@/lib/auth/scope";
import { isSuperuser, requireSuperuser } from "@/lib/auth/superuser";
import type { Prisma, Tx } from "@/lib/db";
import { forbidden, invalid, notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";

/**
 * A body's clients are its staff's, those of nobody the superusers'. They concern the whole body, so they are not for staff who are
 * limited to categories.
 * @throws DomainError `forbidden`
 */
export function authorizeClient(actor: Actor, bodyId: number | null): void {
  if (bodyId === null) requireSuperuser(actor);
  else authorize(actor, "api:edit", { bodyIds: [bodyId] });
}

/** Whose clients the actor sees; null = all. @throws DomainError `forbidden` */
export function clientScope(actor: Actor): Scope["bodyId"] {
  const { bodyId, categoryIds } = scopeOf(actor, "api:edit");
  if (categoryIds !== null) throw forbidden(translator("refusals")("forbidden"));
  return bodyId;
}

type Trust = { trusted: boolean; may: readonly string[] };

/**
 * What a trusted caller posts is public at once, goes to every body at its place, and is told by mail to whomever it names: that
 * reaches beyond the body whose client it is. So only superusers give trust, and allow trusted callers more; a body's staff may take
 * both away.
 * @throws DomainError `invalid`, under `trusted`
 */
export function assertTrust(actor: Actor, was: Trust | null, wanted: Trust): void {
  if (!wanted.trusted || isSuperuser(actor)) return;
  const isMore = !was?.trusted || wanted.may.some((right) => !was.may.includes(right));
  const message = translator("adminClients")("faults.trusted");
  if (isMore) throw invalid(message, { trusted: message });
}

export type Client = Prisma.ApiClientGetPayload<Record<string, never>>;

/** A client that the actor may change, locked until the transaction ends. @throws DomainError `not_found`, `forbidden` */
export async function ownedClient(tx: Tx, actor: Actor, clientId: number): Promise<Client> {
  await tx.$queryRaw`select 1 from "ApiClient" where id = ${clientId} for no key update`;
  const row = await tx.apiClient.findUnique({ where: { id: clientId } });
  if (!row) throw notFound(translator("adminClients")("faults.none"));
  authorizeClient(actor, row.bodyId);
  return row;
}
