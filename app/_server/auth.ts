import NextAuth, { type NextAuthOptions } from "next-auth";
import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { sessionCookie, sessionSeconds } from "@/app/_server/session-cookie";
import { safeNext } from "@/lib/auth/safe-next";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

/**
 * All that a session says: whose it is, and when it began. Rights are read from the database each time. `began` is our own claim
 * because next-auth renews `iat` whenever it renews the cookie, and a session that was ended must stay so.
 */
const Claims = z.object({ sub: z.coerce.number().int().positive(), began: z.number() });
export type SessionClaims = { userId: number; began: Date };

/** Writes a session as next-auth reads it: an encrypted JWT. */
export const writeSession = ({ userId, began }: SessionClaims): Promise<string> =>
  encode({
    token: { sub: String(userId), began: began.getTime() },
    secret: env.SECRET,
    maxAge: sessionSeconds,
  });

/** Reads a session cookie; null when it is not ours, altered or past its time. */
export async function readSession(cookie: string): Promise<SessionClaims | null> {
  const token = await decode({ token: cookie, secret: env.SECRET }).catch(() => null);
  const claims = Claims.safeParse(token);
  return claims.success ? { userId: claims.data.sub, began: new Date(claims.data.began) } : null;
}

/** Made for each request, so that a build needs no environment. */
function authOptions(): NextAuthOptions {
  return {
    secret: env.SECRET,
    session: { strategy: "jwt", maxAge: sessionSeconds },
    useSecureCookies: sessionCookie().options.secure,
    cookies: { sessionToken: sessionCookie() },
    pages: { signIn: "/auth", signOut: "/my", error: "/auth" },
    // The link in a mail is our own way in (app/auth); organisations' identity providers stand here.
    providers: [],
    callbacks: {
      redirect: ({ url }) => {
        const path = url.startsWith(`${env.SITE_URL}/`) ? url.slice(env.SITE_URL.length) : url;
        return env.SITE_URL + safeNext(path, "/");
      },
    },
    logger: {
      error: (code) => log.error({ code }, "next-auth failed"),
      warn: (code) => log.debug({ code }, "next-auth warns"),
      debug: () => {},
    },
  };
}

type Context = { params: Promise<{ nextauth: string[] }> };

/** next-auth's own routes under `/api/auth`. */
export const handleAuth = (request: Request, context: Context): Promise<Response> =>
  NextAuth(request as never, context as never, authOptions()) as Promise<Response>;
