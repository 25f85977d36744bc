import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { announceAll } from "@/lib/announce";
import { record } from "@/lib/audit";
import { db } from "@/lib/db";
import { Note } from "@/lib/delivery/act-input";
import { planUpdates } from "@/lib/delivery/updates/plan-updates";
import { conflict } from "@/lib/errors";
import { RowId } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { tellFollowers } from "@/lib/reports/tell-followers";
import { lockModerated } from "@/lib/updates/lock-moderated";
import { stateWith, stateWithout } from "@/lib/updates/moved-by";

const t = translator("updates");

export const SetUpdateVisibility = z
  .object({
    updateId: RowId,
    visibility: z.enum(["public", "hidden"], { error: t("refused.visibility") }),
    note: Note,
  })
  .refine(({ visibility, note }) => visibility !== "hidden" || note !== "", {
    path: ["note"],
    error: t("refused.note"),
  });
export type SetUpdateVisibility = z.input<typeof SetUpdateVisibility>;

/**
 * Hides an update from everybody, or shows it again. With the last one that said "fixed" the report's state goes back to what it was, and
 * comes again with it. What is shown is passed on and told as if it had just been said, where that has not happened yet.
 * @throws DomainError `not_found`, `forbidden`, `invalid`; `conflict` for one that nobody has confirmed
 */
export async function setUpdateVisibility(
  actor: Actor,
  input: SetUpdateVisibility,
  now: Date = new Date(),
): Promise<void> {
  const asked = parseInput(SetUpdateVisibility, input, translator("refusals")("form"));
  const { updateId, visibility, note } = asked;
  await db.$transaction(async (tx) => {
    const { report, update } = await lockModerated(tx, actor, updateId);
    if (update.visibility === visibility) return;
    if (update.visibility === "unconfirmed") throw conflict(t("refused.unconfirmed"));
    const judge = visibility === "hidden" ? stateWithout : stateWith;
    const state = await judge(tx, report, update);
    await tx.update.update({ where: { id: updateId }, data: { visibility } });
    // `updatedAt` stays: what a back end has told meanwhile is not made older by it.
    if (state) await tx.report.update({ where: { id: report.id }, data: { state } });
    await record(tx, actor, visibility === "hidden" ? "update.hide" : "update.show", {
      ...{ reportId: report.id, note, subject: { updateId } },
      bodyId: actor.kind === "staff" ? actor.bodyId : null,
      ...(state && { before: { state: report.state }, after: { state } }),
    });
    if (visibility === "public") {
      await planUpdates(tx, [updateId]);
      await tellFollowers(tx, [report.id], now);
    }
    await announceAll(tx, [
      {
        ...{ reportId: report.id, updateId },
        event: visibility === "public" ? "update.published" : "update.hidden",
      },
      ...(state ? [{ event: "report.state_changed", reportId: report.id } as const] : []),
    ]);
  });
}
