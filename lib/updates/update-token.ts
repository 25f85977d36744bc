import { numberedToken, readNumberedToken } from "@/lib/auth/numbered-token";
import { db } from "@/lib/db";

const purpose = "open311 update";

/** What a caller asks with whether an update has been confirmed. */
export const updateToken = (updateId: number): string => numberedToken(purpose, updateId);

/**
 * The update behind a token: `updateId` null until its author has confirmed it. Null for a token that we never gave, or whose update was
 * never confirmed and is gone.
 */
export async function findPostedUpdate(token: string): Promise<{ updateId: number | null } | null> {
  const id = readNumberedToken(purpose, token);
  if (id === null) return null;
  const update = await db.update.findUnique({ where: { id }, select: { visibility: true } });
  return update && { updateId: update.visibility === "unconfirmed" ? null : id };
}
