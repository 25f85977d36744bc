import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { db, literally, type Prisma } from "@/lib/db";
import { type Page, pageOf, pageSize, readCursor } from "@/lib/page";
import { managedBody } from "@/lib/users/rights";

/** What the list of users is asked for; the names are those of the address. */
export const UserQuery = z.object({
  /** Part of the name or e-mail address. */
  q: z.string().trim().max(200).optional().catch(undefined),
  /** For superusers. */
  body: z.coerce.number().int().positive().max(2_147_483_647).optional().catch(undefined),
  /** Slug of a role. */
  role: z.string().max(100).optional().catch(undefined),
  /** Citizens too; for superusers. */
  everyone: z.literal("1").optional().catch(undefined),
  cursor: z.string().max(400).optional(),
});
export type UserQuery = z.output<typeof UserQuery>;

const listed = {
  id: true,
  name: true,
  email: true,
  emailVerifiedAt: true,
  superuser: true,
  totpConfirmedAt: true,
  body: { select: { id: true, name: true } },
  roles: { select: { role: { select: { id: true, name: true } } }, orderBy: { role: { name: "asc" } } },
  _count: { select: { categories: true } },
} as const satisfies Prisma.UserSelect;

export type UserItem = {
  id: number;
  name: string;
  email: string | null;
  superuser: boolean;
  /** Has followed no link so far. */
  invited: boolean;
  secondFactor: boolean;
  body: { id: number; name: string } | null;
  roles: { id: number; name: string }[];
  /** How many categories they are limited to; 0 = all. */
  categories: number;
};

/**
 * Users by name: a body's staff see their colleagues; superusers all staff, or everybody.
 * @throws DomainError `forbidden`; `invalid` for a cursor that is none
 */
export async function listUsers(actor: Actor, query: UserQuery): Promise<Page<UserItem>> {
  const bodyId = managedBody(actor) ?? query.body;
  const from = readCursor(query.cursor, z.tuple([z.string(), z.number()]));
  const staffOnly = bodyId === undefined && !query.everyone;
  const like = { contains: literally(query.q ?? ""), mode: "insensitive" as const };
  const rows = await db.user.findMany({
    where: {
      deletedAt: null,
      ...(bodyId !== undefined && { bodyId }),
      AND: [
        ...(staffOnly ? [{ OR: [{ bodyId: { not: null } }, { superuser: true }] }] : []),
        ...(query.q ? [{ OR: [{ name: like }, { email: like }] }] : []),
        ...(from ? [{ OR: [{ name: { gt: from[0] } }, { name: from[0], id: { gt: from[1] } }] }] : []),
      ],
      ...(query.role && { roles: { some: { role: { slug: query.role } } } }),
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: pageSize + 1,
    select: listed,
  });
  return pageOf(
    rows.map(({ emailVerifiedAt, totpConfirmedAt, roles, _count, ...user }) => ({
      ...user,
      invited: emailVerifiedAt === null,
      secondFactor: totpConfirmedAt !== null,
      roles: roles.map(({ role }) => role),
      categories: _count.categories,
    })),
    ({ name, id }) => [name, id],
  );
}
