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
  return { ...own, userId };
}

/**
 * What is missing in the form, all at once: some words or a tick, and who writes where nobody is signed in.
 * @throws DomainError `invalid` under `text`, `email`, `name`
 */
export function checkFilledIn(input: NewUpdate, own: Writer | null): void {
  const t = translator("refusals");
  const { text, photoIds, fixed, reopen, email, name } = input;
  const saysNothing = text === "" && photoIds.length === 0 && !fixed && !reopen;
  const faults = {
    ...(saysNothing && { text: translator("updates")("refused.nothing") }),
    ...(!own && email === "" && { email: t("email") }),
    ...(!name && !own?.name && { name: t("name") }),
  };
  if (Object.keys(faults).length > 0) throw invalid(t("form"), faults);
}

/** The account of an address that somebody typed in, made if it is new. What it is called otherwise is not told to a stranger. */
export const accountToProve = async (tx: Tx, { email, name }: NewUpdate): Promise<Writer> => ({
  userId: (await findOrMakeUser(tx, email)).id,
  name,
});
