import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { announce } from "@/lib/announce";
import { record } from "@/lib/audit";
import { changesBetween } from "@/lib/changes";
import { db } from "@/lib/db";
import { Note } from "@/lib/delivery/act-input";
import { RowId } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { lockReport } from "@/lib/reports/lock-report";
import { NewReport } from "@/lib/reports/new-report";

export const EditReport = z.object({
  reportId: RowId,
  title: NewReport.shape.title,
  detail: NewReport.shape.detail,
  note: Note,
});
export type EditReport = z.input<typeof EditReport>;

/**
 * Changes what a report says, as to take out what nobody else should read. The words as they were stay in the audit entry.
 * @throws DomainError `not_found`, `forbidden`, `invalid`
 */
export async function editReport(actor: Actor, input: EditReport, now: Date = new Date()): Promise<void> {
  const { reportId, note, ...words } = parseInput(EditReport, input, translator("refusals")("form"));
  await db.$transaction(async (tx) => {
    const report = await lockReport(tx, actor, "report:edit", reportId);
    const changes = changesBetween(report, words);
    if (!changes) return;
    await tx.report.update({ where: { id: reportId }, data: { ...words, updatedAt: now } });
    await record(tx, actor, "report.edit", {
      ...{ reportId, note, bodyId: actor.kind === "staff" ? actor.bodyId : null },
      ...changes,
    });
    await announce(tx, { event: "report.changed", reportId });
  });
}
