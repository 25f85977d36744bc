import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { authorize } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { conflict, notFound } from "@/lib/errors";
import { RowId } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { severalLines } from "@/lib/plain-text";
import { enqueue } from "@/lib/queue";

const t = translator("adminConnections");

export const PauseConnection = z.object({
  id: RowId,
  note: z
    .string()
    .transform(severalLines)
    .pipe(z.string().max(1000, t("refused.noteLong")))
    .default(""),
});
export type PauseConnection = z.input<typeof PauseConnection>;

/** Sends and reads nothing by a connection until it is resumed; what comes meanwhile waits and is not lost. */
export const pauseConnection = (actor: Actor, input: PauseConnection): Promise<void> =>
  setPaused(actor, input, true);

/** Goes on. What waited is released at once. */
export const resumeConnection = (actor: Actor, input: PauseConnection): Promise<void> =>
  setPaused(actor, input, false);

/** @throws DomainError `forbidden`, `not_found`; `conflict` when somebody has done it already */
async function setPaused(actor: Actor, input: PauseConnection, paused: boolean): Promise<void> {
  const { id, note } = parseInput(PauseConnection, input, t("refused.form"));
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`select id from "Connection" where id = ${id} for update`;
    const row = await tx.connection.findUnique({
      where: { id },
      select: { bodyId: true, slug: true, pausedAt: true },
    });
    if (!row) throw notFound(t("refused.connection"));
    authorize(actor, "connection:edit", { bodyIds: [row.bodyId] });
    if ((row.pausedAt !== null) === paused) throw conflict(t(paused ? "refused.paused" : "refused.running"));
    await tx.connection.update({ where: { id }, data: { pausedAt: paused ? new Date() : null } });
    await record(tx, actor, paused ? "connections.pause" : "connections.resume", {
      bodyId: row.bodyId,
      connectionId: id,
      subject: { slug: row.slug },
      before: { paused: !paused },
      after: { paused },
      note,
    });
    if (!paused) await enqueue(tx, "sweep", {}, { key: "sweep-now" });
  });
}
