import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { ownAccountId } from "@/lib/auth/account";
import { spendUsedLinks } from "@/lib/auth/tokens";
import { db, type Tx } from "@/lib/db";

/** Ends all sessions of a user that began until now, at once, and the links that could open them again. */
export async function endSessions(tx: Tx, userId: number, now: Date): Promise<void> {
  await tx.user.update({ where: { id: userId }, data: { sessionsEndedAt: now } });
  await spendUsedLinks(tx, userId, now);
}

/** Ends all of the actor's own sessions that began until now. The caller lets the one that asks for it go on. */
export async function endOwnSessions(actor: Actor, now: Date = new Date()): Promise<void> {
  const userId = ownAccountId(actor);
  await db.$transaction(async (tx) => {
    await endSessions(tx, userId, now);
    await record(tx, actor, "account.end-sessions", { subject: { userId } });
  });
}
