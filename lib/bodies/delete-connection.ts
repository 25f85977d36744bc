import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { authorize } from "@/lib/auth/permissions";
import { isUnused, usesOfConnection } from "@/lib/bodies/list-connections";
import { db } from "@/lib/db";
import { conflict, notFound } from "@/lib/errors";
import { RowId } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";

export const DeleteConnection = z.object({ id: RowId });
export type DeleteConnection = z.input<typeof DeleteConnection>;

/**
 * Deletes a connection that nothing ever used; one that was used tells what became of reports, and is paused instead.
 * @throws DomainError `forbidden`, `not_found`, `conflict`
 */
export async function deleteConnection(actor: Actor, input: DeleteConnection): Promise<void> {
  const t = translator("adminConnections");
  const { id } = parseInput(DeleteConnection, input, t("refused.form"));
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`select id from "Connection" where id = ${id} for update`;
    const row = await tx.connection.findUnique({
      where: { id },
      select: { bodyId: true, slug: true, method: true, ...usesOfConnection },
    });
    if (!row) throw notFound(t("refused.connection"));
    authorize(actor, "connection:edit", { bodyIds: [row.bodyId] });
    if (!isUnused(row)) throw conflict(t("refused.used"));
    await record(tx, actor, "connections.delete", {
      bodyId: row.bodyId,
      subject: { connectionId: id, slug: row.slug },
      before: { slug: row.slug, method: row.method },
    });
    await tx.connection.delete({ where: { id } });
  });
}
