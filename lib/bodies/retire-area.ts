import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { requireSuperuser } from "@/lib/auth/superuser";
import { lockArea } from "@/lib/bodies/save-area";
import { db } from "@/lib/db";
import { RowId } from "@/lib/form-fields";

export const WhichArea = z.object({ areaId: RowId });
export type WhichArea = z.infer<typeof WhichArea>;

/**
 * Retires an area: nobody is found by it any more, so bodies that cover only it take no new reports there. Which bodies cover it is
 * kept. Superusers only; retiring twice changes nothing.
 */
export const retireArea = (actor: Actor, input: WhichArea): Promise<void> => setRetired(actor, input, true);

/** Brings a retired area back: the bodies that cover it take reports there again. */
export const reviveArea = (actor: Actor, input: WhichArea): Promise<void> => setRetired(actor, input, false);

async function setRetired(actor: Actor, { areaId }: WhichArea, retired: boolean): Promise<void> {
  requireSuperuser(actor);
  await db.$transaction(async (tx) => {
    const row = await lockArea(tx, areaId);
    if ((row.deletedAt !== null) === retired) return;
    await tx.area.update({ where: { id: areaId }, data: { deletedAt: retired ? new Date() : null } });
    await record(tx, actor, retired ? "areas.retire" : "areas.revive", {
      subject: { areaId, slug: row.slug },
      before: { retired: !retired },
      after: { retired },
    });
  });
}
