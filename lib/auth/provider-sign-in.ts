import { z } from "zod";
import { record } from "@/lib/audit";
import { db, isUniqueViolation } from "@/lib/db";

/**
 * What an OpenID Connect provider says about somebody (OpenID Connect Core 1.0, section 5.1). Some write `email_verified` as text;
 * what is not said counts as not verified.
 */
export const ProviderClaims = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().trim().toLowerCase().pipe(z.email()).optional().catch(undefined),
  email_verified: z
    .union([z.boolean(), z.literal("true").transform(() => true)])
    .optional()
    .catch(undefined),
});
export type ProviderClaims = z.infer<typeof ProviderClaims>;

/** Why the provider's word was not enough: nobody here by that address, an address it has not verified, or another person's. */
export type ProviderRefusal = "unknown" | "unverified" | "other";
export type ProviderAnswer = { userId: number } | { refused: ProviderRefusal };

/**
 * Who of the staff signs in with their organisation: known by issuer and subject, the first time by an address that the provider
 * has verified. Nobody gets an account this way; an administrator makes those of staff.
 * @param issuer the provider's own name for itself, as verified by the caller
 */
export async function acceptProvider(
  issuer: string,
  claims: ProviderClaims,
  now: Date = new Date(),
): Promise<ProviderAnswer> {
  const known = await db.identity.findUnique({
    where: { issuer_subject: { issuer, subject: claims.sub } },
    select: { user: { select: staffColumns } },
  });
  if (known) return isStaff(known.user) ? signedIn(known.user.id) : { refused: "unknown" };
  if (!claims.email) return { refused: "unknown" };
  if (!claims.email_verified) return { refused: "unverified" };
  const user = await db.user.findUnique({
    where: { email: claims.email },
    select: { ...staffColumns, identities: { where: { issuer }, select: { id: true } } },
  });
  if (!user || !isStaff(user)) return { refused: "unknown" };
  // An address that was given to somebody else since: the new person must not inherit the old one's account.
  if (user.identities.length > 0) return { refused: "other" };
  return link(user.id, issuer, claims, now);
}

const staffColumns = { id: true, bodyId: true, superuser: true, deletedAt: true } as const;
type StaffColumns = { bodyId: number | null; superuser: boolean; deletedAt: Date | null };

const isStaff = ({ bodyId, superuser, deletedAt }: StaffColumns): boolean =>
  !deletedAt && (superuser || bodyId !== null);

async function link(
  userId: number,
  issuer: string,
  { sub }: ProviderClaims,
  now: Date,
): Promise<ProviderAnswer> {
  const actor = { kind: "citizen", userId } as const;
  try {
    await db.$transaction(async (tx) => {
      await tx.identity.create({ data: { userId, issuer, subject: sub } });
      await tx.user.updateMany({
        where: { id: userId, emailVerifiedAt: null },
        data: { emailVerifiedAt: now },
      });
      await record(tx, actor, "account.link-provider", { subject: { userId, issuer } });
    });
  } catch (error) {
    // Two first sign-ins at once: the other one has linked it.
    if (!isUniqueViolation(error)) throw error;
  }
  return signedIn(userId);
}

async function signedIn(userId: number): Promise<ProviderAnswer> {
  await record(db, { kind: "citizen", userId }, "account.sign-in", { subject: { userId, by: "provider" } });
  return { userId };
}
