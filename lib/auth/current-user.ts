import { type Actor, anonymous } from "@/lib/actor";
import type { Session } from "@/lib/auth/session";
import { db, type Prisma } from "@/lib/db";
import { env } from "@/lib/env";

const told = {
  superuser: true,
  bodyId: true,
  deletedAt: true,
  sessionsEndedAt: true,
  totpConfirmedAt: true,
  body: { select: { requireSecondFactor: true } },
  roles: { select: { role: { select: { bodyId: true, permissions: true } } } },
  categories: { select: { categoryId: true } },
} satisfies Prisma.UserSelect;

type Told = Prisma.UserGetPayload<{ select: typeof told }>;

/**
 * Who acts in a session, and what keeps them from being all they could be: `code` = the account has a second factor that this
 * session has not shown, so it is nobody's yet; `second-factor` = staff who must have one and have none: a citizen until then.
 */
export type Standing = { actor: Actor; lacks: "code" | "second-factor" | null };

/**
 * Who a session speaks for now, read afresh: roles, body and limits count from the moment they change. Nobody when the account
 * is gone or its sessions were ended after this one began.
 */
export async function standingOf(session: Session | null): Promise<Standing> {
  const nobody: Standing = { actor: anonymous, lacks: null };
  if (!session) return nobody;
  const { userId, began } = session;
  const user = await db.user.findUnique({ where: { id: userId }, select: told });
  if (!user || user.deletedAt) return nobody;
  if (user.sessionsEndedAt && began <= user.sessionsEndedAt) return nobody;
  const proven = isProven(session, user);
  if (user.totpConfirmedAt && !proven) return { actor: anonymous, lacks: "code" };
  if (!user.superuser && user.bodyId === null) return { actor: { kind: "citizen", userId }, lacks: null };
  if (mustProve(user) && !proven) return { actor: { kind: "citizen", userId }, lacks: "second-factor" };
  return { actor: staff(userId, user), lacks: null };
}

function isProven({ proof }: Session, { totpConfirmedAt }: Told): boolean {
  if (proof?.by === "provider") return env.OIDC_STRONG;
  // A proof is as old as the factor that it proves at most: one that was set up anew has to be shown anew.
  return proof !== null && totpConfirmedAt !== null && proof.at >= totpConfirmedAt;
}

const mustProve = ({ body }: Told): boolean =>
  env.STAFF_SECOND_FACTOR === "required" || body?.requireSecondFactor === true;

function staff(userId: number, user: Told): Actor {
  // A role of another body, left over from an earlier post, gives nothing.
  const roles = user.roles.filter(({ role }) => role.bodyId === null || role.bodyId === user.bodyId);
  return {
    kind: "staff",
    userId,
    superuser: user.superuser,
    bodyId: user.bodyId,
    permissions: [...new Set(roles.flatMap(({ role }) => role.permissions))],
    ...(user.categories.length > 0 && {
      categoryIds: user.categories.map(({ categoryId }) => categoryId),
    }),
  };
}
