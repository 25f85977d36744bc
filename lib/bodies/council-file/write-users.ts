import { userEntry } from "@/lib/bodies/council-file/entries";
import type { Known } from "@/lib/bodies/council-file/known";
import type { Ledger } from "@/lib/bodies/council-file/ledger";
import { userRow } from "@/lib/bodies/council-file/rows";
import type { UserEntry } from "@/lib/bodies/council-file/schema";
import { builtInRoles, isBuiltInRole } from "@/lib/bodies/roles";
import type { Tx } from "@/lib/db";

export async function writeUsers(
  ledger: Ledger,
  entries: readonly UserEntry[],
  known: Known,
  bodyIds: ReadonlyMap<string, number>,
): Promise<void> {
  const { tx } = ledger;
  for (const { email, ...about } of entries) {
    // The body it is credited for may have made this account a moment ago.
    const row = known.users.get(email) ?? (await tx.user.findUnique({ where: { email }, ...userRow }));
    const bodySlug = about.body === undefined ? row?.body?.slug : about.body;
    const bodyId = bodySlug ? bodyIds.get(bodySlug) : undefined;
    await ledger.save({
      thing: "users",
      subject: { email },
      ...(bodyId !== undefined && { bodyId }),
      now: row ? userEntry(row) : null,
      wanted: { ...about, roles: sorted(about.roles), categories: sorted(about.categories) },
      write: async ({ body, roles, categories, ...columns }) => {
        const id = row?.id ?? (await tx.user.create({ data: { email }, select: { id: true } })).id;
        const data = { ...columns, ...(body !== undefined && { bodyId: bodyId ?? null }) };
        await tx.user.update({ where: { id }, data });
        if (roles) await giveRoles(tx, id, bodyId, roles);
        if (categories) await limitTo(tx, id, categories);
      },
    });
  }
}

const sorted = (list: readonly string[] | undefined) => list && [...new Set(list)].sort();

async function giveRoles(tx: Tx, userId: number, bodyId: number | undefined, slugs: string[]): Promise<void> {
  await tx.userRole.deleteMany({ where: { userId } });
  for (const slug of slugs) {
    if (bodyId === undefined) continue;
    const builtIn = isBuiltInRole(slug) ? builtInRoles[slug] : null;
    const known = await tx.role.findUnique({ where: { bodyId_slug: { bodyId, slug } } });
    const role =
      known ??
      (await tx.role.create({
        data: { bodyId, slug, name: builtIn?.name ?? slug, permissions: [...(builtIn?.permissions ?? [])] },
      }));
    await tx.userRole.create({ data: { userId, roleId: role.id } });
  }
}

async function limitTo(tx: Tx, userId: number, names: string[]): Promise<void> {
  await tx.userCategory.deleteMany({ where: { userId } });
  const categories = await tx.category.findMany({ where: { name: { in: names } }, select: { id: true } });
  await tx.userCategory.createMany({ data: categories.map(({ id }) => ({ userId, categoryId: id })) });
}
