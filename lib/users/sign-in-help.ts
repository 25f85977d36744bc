import type { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { endSessions } from "@/lib/auth/end-sessions";
import { noFactor } from "@/lib/auth/second-factor";
import { db, type Tx } from "@/lib/db";
import { invalid } from "@/lib/errors";
import { translator } from "@/lib/messages";
import type { UserChosen } from "@/lib/users/invite";
import { isSelf, lockManaged, type Managed } from "@/lib/users/rights";

type Chosen = z.output<typeof UserChosen>;

/** Signs somebody out everywhere, at once. */
export const endUserSessions = (actor: Actor, chosen: Chosen, now: Date = new Date()): Promise<void> =>
  help(actor, chosen, "user.end-sessions", now);

/** Takes the second factor off somebody who has lost telephone and recovery codes, and signs them out everywhere. */
export const resetSecondFactor = (actor: Actor, chosen: Chosen, now: Date = new Date()): Promise<void> =>
  help(actor, chosen, "user.reset-second-factor", now, async (tx, { id }) => {
    await tx.user.update({ where: { id }, data: noFactor });
  });

/** Forgets which person somebody is at the organisation's provider, and signs them out everywhere. */
export const unlinkProvider = (actor: Actor, chosen: Chosen, now: Date = new Date()): Promise<void> =>
  help(actor, chosen, "user.unlink-provider", now, async (tx, { id }) => {
    await tx.identity.deleteMany({ where: { userId: id } });
  });

/** One's own account has its own page for all this, which asks who one is. */
async function help(
  actor: Actor,
  { userId }: Chosen,
  action: string,
  now: Date,
  more: (tx: Tx, user: Managed) => Promise<void> = async () => {},
): Promise<void> {
  await db.$transaction(async (tx) => {
    const user = await lockManaged(tx, actor, userId);
    if (isSelf(actor, userId)) throw invalid(translator("adminUsers")("fault.self"));
    await more(tx, user);
    await endSessions(tx, userId, now);
    await record(tx, actor, action, { bodyId: user.bodyId, subject: { userId } });
  });
}
