import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { authorize } from "@/lib/auth/permissions";
import { scopeOf } from "@/lib/auth/scope";
import type { Prisma, Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { RowId } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { enqueue } from "@/lib/queue";

export const OneRun = z.object({ runId: RowId });
export type OneRun = z.input<typeof OneRun>;

const lockedRun = {
  ...{ id: true, connectionId: true, kind: true, task: true, state: true, byWorker: true, cursor: true },
  ...{ fileName: true, fileHash: true, fileBytes: true, uploadId: true, windowStart: true, windowEnd: true },
  ...{ leasedUntil: true, undoneAt: true },
  upload: { select: { fileHash: true } },
  connection: { select: { bodyId: true } },
} as const satisfies Prisma.HistoryRunSelect;
export type LockedRun = Prisma.HistoryRunGetPayload<{ select: typeof lockedRun }>;

/** @throws DomainError `not_found`, `forbidden`: old items are of any category, so whoever is limited to some may not */
export async function lockRun(tx: Tx, actor: Actor, input: OneRun): Promise<LockedRun> {
  scopeOf(actor, "connection:edit");
  const { runId } = parseInput(OneRun, input, translator("adminHistory")("refused.form"));
  await tx.$queryRaw`select 1 from "HistoryRun" where id = ${runId} for no key update`;
  const run = await tx.historyRun.findUnique({ where: { id: runId }, select: lockedRun });
  if (!run) throw notFound(translator("history")("refused.run", { id: String(runId) }));
  authorize(actor, "connection:edit", { bodyIds: [run.connection.bodyId] });
  return run;
}

/** @throws DomainError `not_found`, `forbidden` */
export async function connectionFor(tx: Tx, actor: Actor, id: number): Promise<{ bodyId: number }> {
  scopeOf(actor, "connection:edit");
  const row = await tx.connection.findUnique({ where: { id }, select: { bodyId: true } });
  if (!row) throw notFound(translator("history")("refused.connection", { id: String(id) }));
  authorize(actor, "connection:edit", { bodyIds: [row.bodyId] });
  return row;
}

type Noted = { id: number; connectionId: number; fileName: string };

/** Writes down who has what done with a run. */
export const note = (
  tx: Tx,
  actor: Actor,
  action: string,
  { id, connectionId, fileName, ...run }: Noted & ({ bodyId: number } | { connection: { bodyId: number } }),
): Promise<void> =>
  record(tx, actor, action, {
    ...{ connectionId, bodyId: "bodyId" in run ? run.bodyId : run.connection.bodyId },
    subject: { historyRunId: id, file: fileName },
  });

/** The same, and has a worker do it. */
export async function noteAndNudge(...[tx, actor, action, run]: Parameters<typeof note>): Promise<void> {
  await note(tx, actor, action, run);
  await enqueue(tx, "history", { runId: run.id }, { key: `history:${run.id}`, maxAttempts: 1 });
}
