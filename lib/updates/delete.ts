import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { announceAll } from "@/lib/announce";
import { record } from "@/lib/audit";
import { requireSuperuser } from "@/lib/auth/superuser";
import { db } from "@/lib/db";
import { Note } from "@/lib/delivery/act-input";
import { releaseNext } from "@/lib/delivery/updates/release";
import { conflict, invalid } from "@/lib/errors";
import { RowId } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { deleteOrphanedPhoto } from "@/lib/photos/delete-orphaned";
import { lockModerated } from "@/lib/updates/lock-moderated";
import { stateWithout } from "@/lib/updates/moved-by";

const t = translator("updates");

export const DeleteUpdate = z.object({ updateId: RowId, note: Note });
export type DeleteUpdate = z.input<typeof DeleteUpdate>;

/**
 * Deletes an update with its photos, for good: that it was there stays in the audit, what it said does not. A back end that tells it once
 * more is heard once more (AC-070). What waited behind it on its way to a body goes on.
 * @throws DomainError `not_found`, `forbidden`, `invalid` without a reason; `conflict` while it is being sent
 */
export async function deleteUpdate(actor: Actor, input: DeleteUpdate, now: Date = new Date()): Promise<void> {
  const { updateId, note } = parseInput(DeleteUpdate, input, translator("refusals")("form"));
  if (note === "") throw invalid(t("refused.note"), { note: t("refused.note") });
  const photos = await db.$transaction(async (tx) => {
    const { report, update } = await lockModerated(tx, actor, updateId);
    requireSuperuser(actor);
    const state = update.visibility === "public" ? await stateWithout(tx, report, update) : null;
    const deliveries = await tx.$queryRaw<{ id: number }[]>`
      select id from "Delivery" where "reportId" = ${report.id} order by id for no key update`;
    // From here on it is either on its way, or never will be.
    const ways = await tx.$queryRaw<{ state: string }[]>`
      select state::text from "UpdateDelivery" where "updateId" = ${updateId} order by id for update`;
    if (ways.some(({ state }) => state === "sending")) throw conflict(t("refused.sending"));
    const photos = await tx.photo.findMany({ where: { updateId }, select: { id: true, hash: true } });
    await tx.update.delete({ where: { id: updateId } });
    // `updatedAt` stays: a back end that tells it again is not too late with it.
    if (state) await tx.report.update({ where: { id: report.id }, data: { state } });
    await record(tx, actor, "update.delete", {
      ...{ reportId: report.id, note, subject: { updateId } },
      before: { origin: update.origin, visibility: update.visibility, state: report.state },
      ...(state && { after: { state } }),
    });
    await releaseNext(
      tx,
      deliveries.map(({ id }) => id),
      now,
    );
    await announceAll(tx, [
      ...(update.visibility === "public"
        ? [{ event: "update.hidden", reportId: report.id, updateId, gone: true } as const]
        : []),
      ...(state ? [{ event: "report.state_changed", reportId: report.id } as const] : []),
    ]);
    return photos;
  });
  // Their bytes may lie elsewhere, which no transaction waits for. They belong to nobody now, so what is missed here goes in a day.
  for (const { id, hash } of photos) await deleteOrphanedPhoto(id, hash);
}
