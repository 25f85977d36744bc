import type { Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";

/**
 * Keeps a body's row from being changed by anybody else until the transaction ends, so that the audit's "before" is true.
 * @throws DomainError `not_found`
 */
export async function lockBody(tx: Tx, bodyId: number) {
  await tx.$queryRaw`select 1 from "Body" where id = ${bodyId} for update`;
  const body = await tx.body.findUnique({
    where: { id: bodyId },
    include: {
      updatesUser: { select: { id: true, email: true, name: true } },
      defaultConnection: { select: { id: true, slug: true } },
      areas: { select: { area: { select: { id: true, slug: true } } } },
    },
  });
  if (!body) throw notFound(translator("adminBodies")("faults.noBody"));
  return body;
}
