import { createTokens, type Token, tokenLife } from "@/lib/auth/tokens";
import { db } from "@/lib/db";

const year = 365 * 86_400_000;

/**
 * The link that ends each alert: one per alert, made with its first mail, and a new one only when it is about to expire. Two
 * workers that make one at once do no harm.
 */
export async function stopTokens(
  alerts: readonly { id: number; userId: number }[],
  now: Date,
): Promise<Map<number, Token>> {
  const known = await db.token.findMany({
    where: {
      kind: "stop_alert",
      alertId: { in: alerts.map(({ id }) => id) },
      expiresAt: { gt: new Date(now.getTime() + year) },
    },
    // Of two the older: the same mail, sent again, has the same link.
    orderBy: { id: "desc" },
  });
  const have = new Set(known.map(({ alertId }) => alertId));
  const missing = alerts.filter(({ id }) => !have.has(id));
  const made = await createTokens(
    db,
    missing.map(({ id, userId }) => ({
      ...{ kind: "stop_alert", userId, alertId: id, now },
      ttl: tokenLife.stop_alert,
    })),
  );
  return new Map([...made, ...known].flatMap((token) => (token.alertId ? [[token.alertId, token]] : [])));
}
