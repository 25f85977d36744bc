import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { sessionSeconds } from "@/app/_server/session-cookie";
import type { Session } from "@/lib/auth/session";
import { env } from "@/lib/env";

const Moment = z.number().transform((time) => new Date(time));

/**
 * A session as it stands in the cookie's JWT. `began` is a claim of our own because next-auth renews `iat` whenever it renews the
 * cookie, and a session that was ended must stay so.
 */
const Claims = z.object({
  sub: z.coerce.number().int().positive(),
  began: Moment,
  signedIn: Moment.optional(),
  proof: z.object({ by: z.enum(["code", "provider"]), at: Moment }).optional(),
});

/** The claims of a session; next-auth writes them for who comes from an identity provider, we for everybody else. */
export const claimsOf = ({ userId, began, signedInAt, proof }: Session) => ({
  sub: String(userId),
  began: began.getTime(),
  signedIn: signedInAt.getTime(),
  ...(proof && { proof: { by: proof.by, at: proof.at.getTime() } }),
});

/** Writes a session as next-auth reads it: an encrypted JWT. */
export const writeSession = (session: Session): Promise<string> =>
  encode({ token: claimsOf(session), secret: env.SECRET, maxAge: sessionSeconds });

/** Reads a session cookie; null when it is not ours, altered or past its time. */
export async function readSession(cookie: string): Promise<Session | null> {
  const token = await decode({ token: cookie, secret: env.SECRET }).catch(() => null);
  const claims = Claims.safeParse(token);
  if (!claims.success) return null;
  const { sub: userId, began, signedIn, proof = null } = claims.data;
  return { userId, began, signedInAt: signedIn ?? began, proof };
}
