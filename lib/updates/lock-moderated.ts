import type { Actor } from "@/lib/actor";
import type { Prisma, Tx } from "@/lib/db";
import { forbidden, notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { lockReport } from "@/lib/reports/lock-report";
import { mayModerate } from "@/lib/reports/may-moderate";

const moderated = {
  ...{ id: true, reportId: true, origin: true, visibility: true, bodyId: true },
  ...{ newState: true, stateApplied: true, createdAt: true },
} as const satisfies Prisma.UpdateSelect;

/**
 * An update for staff to hide, show or delete, with its report, which is locked until the transaction ends.
 * @throws DomainError `not_found`, `forbidden`
 */
export async function lockModerated(tx: Tx, actor: Actor, updateId: number) {
  const found = await tx.update.findUnique({ where: { id: updateId }, select: { reportId: true } });
  if (!found) throw unknown();
  const report = await lockReport(tx, actor, "update:edit", found.reportId);
  // Read once more, now that nobody changes it.
  const update = await tx.update.findUnique({ where: { id: updateId }, select: moderated });
  if (!update) throw unknown();
  if (!mayModerate(actor, update)) throw forbidden(translator("refusals")("forbidden"));
  return { report, update };
}

const unknown = () => notFound(translator("updates")("refused.unknown"));
