import { z } from "zod";
import { type Actor, userIdOf } from "@/lib/actor";
import { record } from "@/lib/audit";
import { authorize } from "@/lib/auth/permissions";
import { db, type Tx } from "@/lib/db";

import { forbidden } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { oneLine } from "@/lib/plain-text";

const t = translator("refusals");

/** An e-mail address in lower case, as accounts are known by. */
export const EmailAddress = z
  .string({ error: t("email") })
  .trim()
  .toLowerCase()
  .max(254, t("email"))
  .pipe(z.email(t("email")));

/** A person's name as they write it, on one line. */
export const PersonName = z
  .string({ error: t("name") })
  .transform(oneLine)
  .pipe(z.string().min(1, t("name")).max(100, t("nameLong")));

/** A telephone number as people write them; may be empty. */
export const PhoneNumber = z
  .string()
  .transform(oneLine)
  .pipe(
    z
      .string()
      .max(40, t("phone"))
      .regex(/^$|^[+(\d][\d\s()./-]{4,}$/, t("phone")),
  )
  .default("");

/**
 * The account of an address, made if it is new. A new account knows nothing but the address: what a stranger says about
 * somebody is kept only once the address has answered.
 */
export async function findOrMakeUser(tx: Tx, email: string): Promise<{ id: number }> {
  // "On conflict do nothing", so that two forms sent at once do not fail over a new address.
  await tx.user.createMany({ data: { email }, skipDuplicates: true });
  return tx.user.findUniqueOrThrow({ where: { email }, select: { id: true } });
}

export const AccountDetails = z.object({ name: PersonName, phone: PhoneNumber });
export type AccountDetails = z.infer<typeof AccountDetails>;

/**
 * The account that the actor may change: their own.
 * @throws DomainError `forbidden` for whoever has none
 */
export function ownAccountId(actor: Actor): number {
  const id = userIdOf(actor);
  authorize(actor, "account:edit", { ownerId: id });
  if (id === null) throw forbidden(t("forbidden"));
  return id;
}

/** Changes the actor's own name and telephone number, as the next report's form offers them. */
export async function updateAccount(actor: Actor, input: AccountDetails): Promise<void> {
  const userId = ownAccountId(actor);
  await db.$transaction(async (tx) => {
    await tx.user.update({ where: { id: userId }, data: input });
    await record(tx, actor, "account.edit", { subject: { userId } });
  });
}

/** The actor's own account, as their forms start with it; null for somebody who is not signed in. */
export async function accountOf(actor: Actor) {
  const id = userIdOf(actor);
  if (id === null) return null;
  const user = await db.user.findUnique({
    where: { id },
    select: { id: true, email: true, name: true, phone: true },
  });
  return user && { ...user, phone: user.phone ?? "" };
}
