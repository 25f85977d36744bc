import { timingSafeEqual } from "node:crypto";
import { sign } from "@/lib/auth/secrets";
import { db } from "@/lib/db";

const largestId = 2_147_483_647;

/** What a caller asks with whether an update has been confirmed: signed, so that it is kept nowhere and cannot be guessed. */
export const updateToken = (updateId: number): string =>
  `${updateId.toString(36)}-${sign("open311 update", updateId)}`;

/**
 * The update behind a token: `updateId` null until its author has confirmed it. Null for a token that we never gave, or whose update was
 * never confirmed and is gone.
 */
export async function findPostedUpdate(token: string): Promise<{ updateId: number | null } | null> {
  const [, encoded = ""] = /^([0-9a-z]{1,6})-[\w-]{43}$/.exec(token) ?? [];
  const id = Number.parseInt(encoded, 36);
  if (!(id <= largestId)) return null;
  const expected = Buffer.from(updateToken(id));
  const given = Buffer.from(token);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null;
  const update = await db.update.findUnique({ where: { id }, select: { visibility: true } });
  return update && { updateId: update.visibility === "unconfirmed" ? null : id };
}
