import { z } from "zod";
import { anonymous } from "@/lib/actor";
import { record } from "@/lib/audit";
import { EmailAddress, findOrMakeUser } from "@/lib/auth/account";
import { safeNext } from "@/lib/auth/safe-next";
import { createToken, findToken, markUsed, signsIn, tokenLife } from "@/lib/auth/tokens";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { enqueue } from "@/lib/queue";

export const SignInRequest = z.object({
  email: EmailAddress,
  next: z.unknown().transform((next) => safeNext(next)),
});
export type SignInRequest = z.infer<typeof SignInRequest>;

/**
 * Mails a link that signs in. Known and unknown addresses go exactly the same way, so that neither answer nor time tells who
 * has an account; one that never follows its link is removed again (lib/reports/expire.ts).
 */
export async function requestSignIn(input: SignInRequest, now: Date = new Date()): Promise<void> {
  await db.$transaction(async (tx) => {
    const { id: userId } = await findOrMakeUser(tx, input.email);
    const token = await createToken(tx, {
      kind: "sign_in",
      userId,
      ...(input.next && { next: input.next }),
      now,
      ttl: tokenLife.sign_in,
    });
    await record(tx, anonymous, "account.ask-link", { subject: { userId } });
    await enqueue(tx, "mail-token", { tokenId: token.id });
  });
}

/** What a followed sign-in link opens, without opening it yet: null when the link is of no use. */
export async function signInOf(
  text: string,
  now: Date = new Date(),
): Promise<{ next: string | null } | null> {
  const token = await findToken(text, now);
  return token?.kind === "sign_in" && signsIn(token, now) ? { next: safeNext(token.next) } : null;
}

/**
 * Takes a mailed link as proof of the address. The caller starts the session.
 * @throws DomainError `not_found` when the link is altered, expired, of another kind, or was used hours ago
 */
export async function acceptSignIn(
  text: string,
  now: Date = new Date(),
): Promise<{ userId: number; next: string | null }> {
  const token = await findToken(text, now);
  if (token?.kind !== "sign_in" || !signsIn(token, now)) throw notFound(translator("refusals")("link"));
  const { userId } = token;
  await db.$transaction(async (tx) => {
    await markUsed(tx, token.id, now);
    await tx.user.updateMany({
      where: { id: userId, emailVerifiedAt: null },
      data: { emailVerifiedAt: now },
    });
    await record(tx, { kind: "citizen", userId }, "account.sign-in", { subject: { userId, by: "link" } });
  });
  return { userId, next: safeNext(token.next) };
}
