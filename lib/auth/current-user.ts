import { type Actor, anonymous } from "@/lib/actor";
import { db } from "@/lib/db";

/**
 * Who a user is now, read afresh: roles, body and limits count from the moment they change. Anonymous when the account is gone
 * or its sessions were ended after this one began.
 * @param sessionBegan when the session began that speaks for the user; absent = there is none to check
 */
export async function actorOf(userId: number, sessionBegan?: Date): Promise<Actor> {
  const user = await db.user.findUnique({
    where: { id: userId },
    select: {
      superuser: true,
      bodyId: true,
      deletedAt: true,
      sessionsEndedAt: true,
      roles: { select: { role: { select: { bodyId: true, permissions: true } } } },
      categories: { select: { categoryId: true } },
    },
  });
  if (!user || user.deletedAt) return anonymous;
  if (sessionBegan && user.sessionsEndedAt && sessionBegan <= user.sessionsEndedAt) return anonymous;
  if (!user.superuser && user.bodyId === null) return { kind: "citizen", userId };
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
