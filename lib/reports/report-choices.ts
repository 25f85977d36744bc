import type { Actor } from "@/lib/actor";
import { hasSomewhere, scopeOf } from "@/lib/auth/scope";
import { isSuperuser } from "@/lib/auth/superuser";
import { db } from "@/lib/db";

export type ReportChoices = {
  /** Empty for staff of one body: there is nothing to choose. */
  bodies: { id: number; name: string }[];
  categories: { id: number; name: string }[];
  /** Whether what nobody has confirmed can be asked for. */
  unconfirmed: boolean;
  /** Whether it can be searched by who reported. */
  byReporter: boolean;
};

/** What the list of reports can be narrowed to, within the actor's reach. @throws DomainError `forbidden` */
export async function reportChoices(actor: Actor): Promise<ReportChoices> {
  const { bodyId, categoryIds } = scopeOf(actor, "report:view-private");
  const [bodies, categories] = await Promise.all([
    bodyId === null ? db.body.findMany({ orderBy: { name: "asc" }, select: { id: true, name: true } }) : [],
    db.category.findMany({
      where: {
        contacts: { some: bodyId === null ? {} : { bodyId } },
        ...(categoryIds && { id: { in: [...categoryIds] } }),
      },
      orderBy: { name: "asc" },
      select: { id: true, name: true },
    }),
  ]);
  return {
    ...{ bodies, categories },
    unconfirmed: isSuperuser(actor),
    byReporter: hasSomewhere(actor, "report:view-reporter"),
  };
}
