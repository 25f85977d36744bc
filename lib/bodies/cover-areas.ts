import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { requireSuperuser } from "@/lib/auth/superuser";
import { areaGone } from "@/lib/bodies/create-body";
import { lockBody } from "@/lib/bodies/lock-body";
import { changesBetween } from "@/lib/changes";
import { db } from "@/lib/db";
import { listOf, RowId } from "@/lib/form-fields";

export const Coverage = z.object({ bodyId: RowId, areaIds: listOf(RowId) });
export type Coverage = z.infer<typeof Coverage>;

/**
 * Says which areas a body covers, from now on: a report keeps the areas it was made in, and who got it.
 * @throws DomainError `forbidden` but for superusers, `not_found`, `invalid` for an area that is gone
 */
export async function coverAreas(actor: Actor, { bodyId, areaIds }: Coverage): Promise<void> {
  requireSuperuser(actor);
  await db.$transaction(async (tx) => {
    const row = await lockBody(tx, bodyId);
    const covered = row.areas.map(({ area }) => area);
    const areas = await tx.area.findMany({
      where: { id: { in: areaIds } },
      select: { id: true, slug: true, deletedAt: true },
    });
    // An area that was retired meanwhile stays covered, but no body begins with one.
    const usable = areas.filter(({ id, deletedAt }) => !deletedAt || covered.some((area) => area.id === id));
    if (usable.length < areaIds.length) throw areaGone();
    const changes = changesBetween({ areas: slugs(covered) }, { areas: slugs(usable) });
    if (!changes) return;
    await tx.bodyArea.deleteMany({ where: { bodyId } });
    await tx.bodyArea.createMany({ data: usable.map(({ id }) => ({ bodyId, areaId: id })) });
    await record(tx, actor, "bodies.areas", { bodyId, subject: { slug: row.slug }, ...changes });
  });
}

const slugs = (areas: readonly { slug: string }[]): string[] => areas.map(({ slug }) => slug).sort();
