import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { announce } from "@/lib/announce";
import { record } from "@/lib/audit";
import { db } from "@/lib/db";
import { Note } from "@/lib/delivery/act-input";
import { draftFirstResponses } from "@/lib/delivery/first-response";
import { planReport } from "@/lib/delivery/plan-report";
import { conflict, invalid } from "@/lib/errors";
import { RowId } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { isPrivate } from "@/lib/reports/is-private";
import { lockReport } from "@/lib/reports/lock-report";

const t = translator("reportChanges");

export const SetVisibility = z
  .object({
    reportId: RowId,
    visibility: z.enum(["public", "private", "hidden"], { error: t("refused.visibility") }),
    note: Note,
  })
  .refine(({ visibility, note }) => visibility !== "hidden" || note !== "", {
    path: ["note"],
    error: t("refused.note"),
  });
export type SetVisibility = z.input<typeof SetVisibility>;

/**
 * Shows a report, hides it from everybody, or keeps it to its reporter and staff; at once. What is shown again is sent to
 * whoever should have it and was never planned to. Only a person brings back what was hidden, never an integration.
 * @throws DomainError `not_found`, `forbidden`, `invalid`; `conflict` for one that nobody has confirmed, or that may not be public
 */
export async function setVisibility(
  actor: Actor,
  input: SetVisibility,
  now: Date = new Date(),
): Promise<void> {
  const { reportId, visibility, note } = parseInput(SetVisibility, input, translator("refusals")("form"));
  await db.$transaction(async (tx) => {
    const report = await lockReport(tx, actor, "report:edit", reportId);
    if (visibility === report.visibility) return;
    if (visibility !== "hidden" && report.confirmedAt === null) throw conflict(t("refused.unconfirmed"));
    if (visibility === "public" && (await isPrivate(tx, report))) {
      throw invalid(t("refused.privateCategory"), { visibility: t("refused.privateCategory") });
    }
    await tx.report.update({ where: { id: reportId }, data: { visibility, updatedAt: now } });
    await record(tx, actor, "report.set-visibility", {
      ...{ reportId, note, bodyId: actor.kind === "staff" ? actor.bodyId : null },
      before: { visibility: report.visibility },
      after: { visibility },
    });
    if (report.visibility === "hidden") {
      await planReport(tx, reportId);
      await draftFirstResponses(tx, reportId, now);
    }
    if (visibility === "public") await announce(tx, { event: "report.published", reportId });
    else if (report.visibility === "public") await announce(tx, { event: "report.hidden", reportId });
  });
}
