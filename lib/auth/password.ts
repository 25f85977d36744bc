import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { EmailAddress, ownAccountId } from "@/lib/auth/account";
import { endSessions } from "@/lib/auth/end-sessions";
import { checkPassword, hashPassword } from "@/lib/auth/password-hash";
import { NewPassword, weakness } from "@/lib/auth/password-rules";
import { safeNext } from "@/lib/auth/safe-next";
import { isFresh, type Session } from "@/lib/auth/session";
import { db } from "@/lib/db";
import { invalid } from "@/lib/errors";
import { translator } from "@/lib/messages";

const t = translator("account");

export const PasswordSignIn = z.object({
  email: EmailAddress,
  password: z.string().max(200, t("refusal.wrong")).default(""),
  next: z.unknown().transform((next) => safeNext(next)),
});
export type PasswordSignIn = z.infer<typeof PasswordSignIn>;

/**
 * Takes a password as proof of who somebody is. The caller has counted the attempt and starts the session.
 * @throws DomainError `invalid`, in the same words and after the same time for a wrong password, an account without one, and none
 */
export async function signInWithPassword({
  email,
  password,
}: Pick<PasswordSignIn, "email" | "password">): Promise<{ userId: number }> {
  const user = await db.user.findUnique({
    where: { email },
    select: { id: true, passwordHash: true, deletedAt: true },
  });
  const { right, outdated } = await checkPassword(
    password,
    user?.deletedAt ? null : (user?.passwordHash ?? null),
  );
  if (!user || !right) throw invalid(t("refusal.wrong"), { password: t("refusal.wrong") });
  const anew = outdated ? await hashPassword(password) : null;
  const { id: userId, passwordHash } = user;
  await db.$transaction(async (tx) => {
    // Unless somebody has changed it in the meantime.
    if (anew) await tx.user.updateMany({ where: { id: userId, passwordHash }, data: { passwordHash: anew } });
    await record(tx, { kind: "citizen", userId }, "account.sign-in", { subject: { userId, by: "password" } });
  });
  return { userId };
}

/** Whether the actor's own account has a password. */
export const hasPassword = async (actor: Actor): Promise<boolean> =>
  (await ownAccount(actor)).passwordHash !== null;

export const SetPassword = z.object({ current: z.string().max(200).default(""), password: NewPassword });
export type SetPassword = z.infer<typeof SetPassword>;

/**
 * Gives the actor's own account a password, or another one; all sessions that began until `now` are over with it. Asks for the old
 * password, or for somebody who has only just signed in.
 */
export async function setPassword(
  actor: Actor,
  input: SetPassword,
  session: Session | null,
  now: Date = new Date(),
): Promise<void> {
  const user = await ownAccount(actor);
  await assertItIsThem(user.passwordHash, input.current, session, now);
  const weak = weakness(input.password, [user.email ?? "", user.name]);
  if (weak) throw invalid(t("refusal.form"), { password: weak });
  const passwordHash = await hashPassword(input.password);
  await db.$transaction(async (tx) => {
    await tx.user.update({ where: { id: user.id }, data: { passwordHash } });
    await endSessions(tx, user.id, now);
    await record(tx, actor, user.passwordHash ? "account.change-password" : "account.set-password", {
      subject: { userId: user.id },
    });
  });
}

export const RemovePassword = z.object({ current: z.string().max(200).default("") });

/** Back to mailed links only. Whoever signed in by the password elsewhere is signed out with it. */
export async function removePassword(
  actor: Actor,
  { current }: z.infer<typeof RemovePassword>,
  session: Session | null,
  now: Date = new Date(),
): Promise<void> {
  const user = await ownAccount(actor);
  if (!user.passwordHash) return;
  await assertItIsThem(user.passwordHash, current, session, now);
  await db.$transaction(async (tx) => {
    await tx.user.update({ where: { id: user.id }, data: { passwordHash: null } });
    await endSessions(tx, user.id, now);
    await record(tx, actor, "account.remove-password", { subject: { userId: user.id } });
  });
}

async function ownAccount(actor: Actor) {
  return db.user.findUniqueOrThrow({
    where: { id: ownAccountId(actor) },
    select: { id: true, email: true, name: true, passwordHash: true },
  });
}

async function assertItIsThem(
  passwordHash: string | null,
  current: string,
  session: Session | null,
  now: Date,
): Promise<void> {
  if (isFresh(session, now)) return;
  if (!passwordHash) throw invalid(t("refusal.notFresh"));
  if (!(await checkPassword(current, passwordHash)).right) {
    throw invalid(t("refusal.form"), { current: t("refusal.current") });
  }
}
