import { type Actor, userIdOf } from "@/lib/actor";
import { findOrMakeUser } from "@/lib/auth/account";
import type { Tx } from "@/lib/db";
import { invalid } from "@/lib/errors";
import { translator } from "@/lib/messages";
import type { NewUpdate } from "@/lib/updates/new-update";

export type Writer = {
  userId: number;
  /** Empty where nobody has said it yet. */
  name: string;
  /** A session of that very account says so; else a mailed link is to. */
  proven: boolean;
};

/**
 * Who is signed in, unless they gave another address; being signed in as somebody else proves nothing.
 * @returns null where only an address says who it is
 */
export async function ownAccount(
  tx: Tx,
  actor: Actor,
  email: string,
): Promise<(Writer & { email: string | null; phone: string | null }) | null> {
  const userId = userIdOf(actor);
  if (userId === null) return null;
  const own = await tx.user.findUnique({
    where: { id: userId },
    select: { name: true, email: true, phone: true },
  });
  if (!own || (email !== "" && email !== own.email)) return null;
  return { ...own, userId, proven: true };
}

/**
 * The account of an address that somebody typed in, made if it is new. What the account itself is called is not told to a stranger.
 * @throws DomainError `invalid` under `email` without an address
 */
export async function accountToProve(tx: Tx, { email, name }: NewUpdate): Promise<Writer> {
  const t = translator("refusals");
  const faults = { ...(email === "" && { email: t("email") }), ...(name === "" && { name: t("name") }) };
  if (Object.keys(faults).length > 0) throw invalid(t("form"), faults);
  return { userId: (await findOrMakeUser(tx, email)).id, name, proven: false };
}
