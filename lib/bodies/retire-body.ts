import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { requireSuperuser } from "@/lib/auth/superuser";
import { lockBody } from "@/lib/bodies/lock-body";
import { db } from "@/lib/db";
import { RowId } from "@/lib/form-fields";

export const WhichBody = z.object({ bodyId: RowId, note: z.string().trim().max(2000).default("") });
export type WhichBody = z.infer<typeof WhichBody>;

/**
 * Retires a body: it takes no new reports, and its back ends are neither polled nor synchronised. What is on its way waits, what
 * was reported stays to be seen (spec/integration.md TRAP-31). Superusers only; retiring twice changes nothing.
 */
export const retireBody = (actor: Actor, input: WhichBody): Promise<void> => setRetired(actor, input, true);

/** Brings a retired body back as it was; what waited is sent. */
export const reviveBody = (actor: Actor, input: WhichBody): Promise<void> => setRetired(actor, input, false);

async function setRetired(actor: Actor, { bodyId, note }: WhichBody, retired: boolean): Promise<void> {
  requireSuperuser(actor);
  await db.$transaction(async (tx) => {
    const row = await lockBody(tx, bodyId);
    if ((row.deletedAt !== null) === retired) return;
    await tx.body.update({ where: { id: bodyId }, data: { deletedAt: retired ? new Date() : null } });
    await record(tx, actor, retired ? "bodies.retire" : "bodies.revive", {
      bodyId,
      subject: { slug: row.slug },
      before: { retired: !retired },
      after: { retired },
      note,
    });
  });
}
