import type { Actor } from "@/lib/actor";
import { authorize } from "@/lib/auth/permissions";
import { isSuperuser } from "@/lib/auth/superuser";
import { accentOf } from "@/lib/bodies/theme";
import { db, type Prisma } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";

const staffBody = {
  id: true,
  slug: true,
  name: true,
  externalUrl: true,
  language: true,
  replyTo: true,
  canBeDevolved: true,
  defaultConnectionId: true,
  requireSecondFactor: true,
  theme: true,
  officeHours: true,
  deletedAt: true,
  updatesUser: { select: { email: true } },
  connections: { select: { id: true, slug: true, method: true }, orderBy: { slug: "asc" } },
  areas: {
    select: { area: { select: { id: true, slug: true, name: true, type: true, deletedAt: true } } },
    orderBy: { area: { name: "asc" } },
  },
  _count: {
    select: { contacts: { where: { state: { not: "deleted" } } }, staff: { where: { deletedAt: null } } },
  },
} as const satisfies Prisma.BodySelect;

/** A body as its page in the dashboard shows it, to those who may change it. @throws DomainError `not_found`, `forbidden` */
export async function readBody(actor: Actor, bodyId: number) {
  authorize(actor, "body:edit", { bodyIds: [bodyId] });
  const row = await db.body.findUnique({ where: { id: bodyId }, select: staffBody });
  if (!row) throw notFound(translator("adminBodies")("faults.noBody"));
  const { theme, updatesUser, areas, deletedAt, _count, ...rest } = row;
  return {
    ...rest,
    accent: accentOf(theme),
    updatesUser: updatesUser?.email ?? null,
    retired: deletedAt !== null,
    areas: areas.map(({ area: { deletedAt: gone, ...area } }) => ({ ...area, retired: gone !== null })),
    contacts: _count.contacts,
    staff: _count.staff,
    /** Whether the actor may retire it, rename its slug and choose its areas. */
    mayGovern: isSuperuser(actor),
  };
}
export type StaffBody = Awaited<ReturnType<typeof readBody>>;

/** How many reports wait for a body, which retiring it would keep waiting. @throws DomainError `forbidden` */
export async function openDeliveriesOf(actor: Actor, bodyId: number): Promise<number> {
  authorize(actor, "body:edit", { bodyIds: [bodyId] });
  return db.delivery.count({ where: { bodyId, state: { in: ["due", "sending", "held", "unclear"] } } });
}
