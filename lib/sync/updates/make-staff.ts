import { job } from "@/lib/actor";
import { record } from "@/lib/audit";
import { EmailAddress } from "@/lib/auth/account";
import type { Tx } from "@/lib/db";
import type { RequestUpdate } from "@/lib/open311/documents";
import { oneLine } from "@/lib/plain-text";
import type { Body } from "@/lib/sync/updates/decide-particulars";
import { ensureBuiltInRoles } from "@/lib/users/list-roles";

const addressIn = ({ extras }: RequestUpdate): string | null =>
  EmailAddress.safeParse(extras.assigned_user_email).data ?? null;

/** The accounts that items assign reports to, by address; those without one are missing. */
export async function findAssigned(
  tx: Tx,
  bodyId: number,
  items: readonly RequestUpdate[],
): Promise<Body["staff"]> {
  const emails = [...new Set(items.map(addressIn))].filter((email) => email !== null);
  if (emails.length === 0) return new Map();
  const users = await tx.user.findMany({
    where: { email: { in: emails } },
    select: { email: true, bodyId: true, deletedAt: true },
  });
  return new Map(
    users.map((user) => [user.email ?? "", { ofBody: user.bodyId === bodyId && user.deletedAt === null }]),
  );
}

/**
 * Makes those whom the back end names as looking after a report, and who have no account, inspectors of its body. They are sent
 * nothing; a mailed link lets them in when they ask for one. Source: spec/integration.md 5.5 a.
 */
export async function makeInspectors(
  tx: Tx,
  bodyId: number,
  emails: ReadonlySet<string>,
  items: readonly RequestUpdate[],
): Promise<void> {
  if (emails.size === 0) return;
  const names = new Map(items.map((item) => [addressIn(item), nameIn(item)]));
  // In one order, so that two who make the same ones do not wait for each other in a ring.
  const made = await tx.user.createManyAndReturn({
    data: [...emails].sort().map((email) => ({ email, bodyId, name: names.get(email) ?? "" })),
    skipDuplicates: true,
    select: { id: true, email: true, name: true },
  });
  await ensureBuiltInRoles(tx, bodyId);
  const role = await tx.role.findUniqueOrThrow({
    where: { bodyId_slug: { bodyId, slug: "inspector" } },
    select: { id: true, name: true },
  });
  await tx.userRole.createMany({
    data: made.map(({ id }) => ({ userId: id, roleId: role.id })),
    skipDuplicates: true,
  });
  for (const { id, email, name } of made) {
    const after = { email, name, roles: [role.name] };
    await record(tx, job("pull-updates"), "users.create", { bodyId, subject: { userId: id }, after });
  }
}

const nameIn = ({ extras }: RequestUpdate): string => oneLine(extras.assigned_user_name ?? "").slice(0, 100);
