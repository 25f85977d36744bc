import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { requireSuperuser } from "@/lib/auth/superuser";
import { Language, Name, Slug } from "@/lib/bodies/fields";
import { db, isUniqueViolation } from "@/lib/db";
import { invalid } from "@/lib/errors";
import { listOf, RowId } from "@/lib/form-fields";
import { translator } from "@/lib/messages";

export const NewBody = z.object({
  name: Name,
  slug: Slug,
  language: Language.default("en"),
  /** What it covers from the start. */
  areaIds: listOf(RowId),
});
export type NewBody = z.infer<typeof NewBody>;

/**
 * Makes a body. It covers its areas at once, but takes no reports before it has contacts.
 * @returns its id
 * @throws DomainError `forbidden` but for superusers; `invalid` for a slug that is taken or an area that is gone
 */
export async function createBody(actor: Actor, input: NewBody): Promise<number> {
  requireSuperuser(actor);
  try {
    return await db.$transaction(async (tx) => {
      const { areaIds, ...columns } = input;
      const areas = await tx.area.findMany({
        where: { id: { in: areaIds }, deletedAt: null },
        select: { id: true, slug: true },
      });
      if (areas.length < areaIds.length) throw areaGone();
      const { id } = await tx.body.create({
        data: { ...columns, areas: { create: areas.map((area) => ({ areaId: area.id })) } },
        select: { id: true },
      });
      await record(tx, actor, "bodies.create", {
        bodyId: id,
        subject: { slug: input.slug },
        after: { ...columns, areas: areas.map(({ slug }) => slug).sort() },
      });
      return id;
    });
  } catch (error) {
    throw isUniqueViolation(error, "slug") ? slugTaken() : error;
  }
}

export const slugTaken = () => {
  const fault = translator("adminBodies")("faults.slugTaken");
  return invalid(fault, { slug: fault });
};

export const areaGone = () => {
  const fault = translator("adminBodies")("faults.areaGone");
  return invalid(fault, { areaIds: fault });
};
