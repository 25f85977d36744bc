import { z } from "zod";
import { type Actor, userIdOf } from "@/lib/actor";
import { announceAll } from "@/lib/announce";
import { record } from "@/lib/audit";
import { changesBetween } from "@/lib/changes";
import { db, type Tx } from "@/lib/db";
import { Note } from "@/lib/delivery/act-input";
import { plannedFor } from "@/lib/delivery/plan-report";
import { type Replanned, replanReport } from "@/lib/delivery/replan-report";
import { planUpdates } from "@/lib/delivery/updates/plan-updates";
import { invalid } from "@/lib/errors";
import { RowId } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { isPrivate } from "@/lib/reports/is-private";
import { type LockedReport, lockReport } from "@/lib/reports/lock-report";
import { tellFollowers } from "@/lib/reports/tell-followers";

const t = translator("reportChanges");

export const ChangeCategory = z.object({ reportId: RowId, categoryId: RowId, note: Note });
export type ChangeCategory = z.input<typeof ChangeCategory>;

/**
 * Puts a report into another category and decides anew who gets it (`replan`). Everybody is told so by a public update. In a
 * category that a body keeps private it becomes private, and stays so whatever its next category is. One that waited for somebody
 * to find its category is open from now on.
 * @throws DomainError `not_found`, `forbidden`; `invalid` under `categoryId`; `conflict` while it is being sent
 */
export async function changeCategory(
  actor: Actor,
  input: ChangeCategory,
  now: Date = new Date(),
): Promise<Replanned> {
  const { reportId, categoryId, note } = parseInput(ChangeCategory, input, translator("refusals")("form"));
  return db.$transaction(async (tx) => {
    const report = await lockReport(tx, actor, "report:change-category", reportId);
    if (categoryId === report.categoryId) throw atCategory(t("refused.sameCategory"));
    const category = await tx.category.findUnique({ where: { id: categoryId }, select: { name: true } });
    if (!category) throw atCategory(translator("refusals")("categoryGone"));

    const after = {
      categoryId,
      ...(report.state === "for_triage" && { state: "confirmed" as const }),
      ...(report.visibility === "public" &&
        (await isPrivate(tx, { id: reportId, categoryId })) && { visibility: "private" as const }),
    };
    await tx.report.update({ where: { id: reportId }, data: { ...after, updatedAt: now } });
    if ((await plannedFor(tx, reportId)).length === 0) throw atCategory(t("refused.nobody"));

    const unseen = report.visibility === "unconfirmed";
    const replanned = unseen
      ? { added: 0, resent: 0, dropped: 0 }
      : await replanReport(tx, reportId, t("reason.categoryChanged", { to: category.name }), now);
    const updateId = unseen ? null : await tell(tx, actor, report, category.name, now);
    await record(tx, actor, "report.change-category", {
      ...{ reportId, note, bodyId: bodyOf(actor) },
      ...changesBetween(
        { ...report, category: report.category.name, added: 0, resent: 0, dropped: 0 },
        { ...after, category: category.name, ...replanned },
      ),
    });
    if (after.visibility) await announceAll(tx, [{ event: "report.hidden", reportId }]);
    else if (updateId !== null) {
      await announceAll(tx, [
        { event: "report.changed", reportId },
        { event: "update.published", reportId, updateId },
        ...(after.state ? [{ event: "report.state_changed", reportId } as const] : []),
      ]);
    }
    return replanned;
  });
}

const atCategory = (fault: string) => invalid(fault, { categoryId: fault });

const bodyOf = (actor: Actor): number | null => (actor.kind === "staff" ? actor.bodyId : null);

/** In the words of whoever speaks for the body; in the report's own language. @returns the update's id */
async function tell(tx: Tx, actor: Actor, report: LockedReport, to: string, now: Date): Promise<number> {
  const words = translator("reportChanges", report.language);
  const { id } = await tx.update.create({
    select: { id: true },
    data: {
      ...{ reportId: report.id, origin: "staff", visibility: "public", language: report.language },
      ...{ userId: userIdOf(actor), bodyId: bodyOf(actor), createdAt: now, confirmedAt: now },
      text: words("public.categoryChanged", { from: report.category.name, to }),
      newState: report.state === "for_triage" ? "confirmed" : null,
      extra: { categoryChange: true },
    },
  });
  // Told only to back ends that want to know (`sendCategoryChanges`).
  await planUpdates(tx, [id]);
  await tellFollowers(tx, [report.id], now);
  return id;
}
