import type { NextAuthOptions } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { callNextAuth } from "@/app/_server/next-auth-call";
import { claimsOf } from "@/app/_server/session-claims";
import { sessionCookie, sessionSeconds } from "@/app/_server/session-cookie";
import { acceptProvider, ProviderClaims } from "@/lib/auth/provider-sign-in";
import { safeNext } from "@/lib/auth/safe-next";
import { env, provideEnv, rawEnv } from "@/lib/env";
import { log } from "@/lib/log";

/** The organisation that staff may sign in with, as the button names it; null where none is configured. */
export const providerName = (): string | null =>
  env.OIDC_ISSUER && env.OIDC_CLIENT_ID && env.OIDC_CLIENT_SECRET ? env.OIDC_NAME : null;

/** OpenID Connect by discovery, with PKCE, state and nonce; whatever else the organisation's server does is its own affair. */
function provider(): OAuthConfig<ProviderClaims> {
  const issuer = (env.OIDC_ISSUER ?? "").replace(/\/$/, "");
  return {
    id: "oidc",
    name: env.OIDC_NAME,
    type: "oauth",
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    clientId: env.OIDC_CLIENT_ID ?? "",
    clientSecret: env.OIDC_CLIENT_SECRET ?? "",
    authorization: { params: { scope: "openid email" } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    httpOptions: { timeout: 10_000 },
    profile: ({ sub }) => ({ id: sub }),
  };
}

type Verified = { iss?: unknown } | undefined;

/** Who that is here. `issuer` is the one that signed: next-auth has checked it against the provider's own document. */
async function whoIs(profile: Verified) {
  const claims = ProviderClaims.safeParse(profile);
  if (!claims.success || typeof profile?.iss !== "string") return { refused: "unknown" as const };
  return acceptProvider(profile.iss, claims.data);
}

/** Made for each request, so that a build needs no environment. */
function authOptions(): NextAuthOptions {
  let userId: number | null = null;
  return {
    secret: env.SECRET,
    session: { strategy: "jwt", maxAge: sessionSeconds },
    useSecureCookies: sessionCookie().options.secure,
    cookies: { sessionToken: sessionCookie() },
    pages: { signIn: "/auth", signOut: "/my", error: "/auth" },
    // The link in a mail and the password are our own ways in (app/auth).
    providers: providerName() === null ? [] : [provider()],
    callbacks: {
      signIn: async ({ profile }) => {
        const answer = await whoIs(profile as Verified);
        if ("refused" in answer) return `${env.SITE_URL}/auth?refused=${answer.refused}`;
        ({ userId } = answer);
        return true;
      },
      jwt: ({ token, account }) => {
        // Only right after signing in there is an account; afterwards the session goes on as it is.
        if (!account || userId === null) return token;
        const now = new Date();
        return claimsOf({ userId, began: now, signedInAt: now, proof: { by: "provider", at: now } });
      },
      redirect: ({ url }) => {
        const path = url.startsWith(`${env.SITE_URL}/`) ? url.slice(env.SITE_URL.length) : url;
        return env.SITE_URL + (/^\/auth(?:\?|$)/.test(path) ? path : (safeNext(path) ?? "/"));
      },
    },
    logger: {
      error: (code, detail) => log.error({ code, reason: reasonOf(detail) }, "next-auth failed"),
      warn: (code) => log.debug({ code }, "next-auth warns"),
      debug: () => {},
    },
  };
}

/** What went wrong in words, and nothing of what was sent: next-auth's details hold tokens. */
function reasonOf(detail: unknown): string | undefined {
  const error = detail instanceof Error ? detail : (detail as { error?: unknown } | null)?.error;
  return error instanceof Error ? error.message : undefined;
}

/** next-auth knows the site by an environment variable of its own. */
function tellSite(): void {
  if (rawEnv().NEXTAUTH_URL !== env.SITE_URL) provideEnv({ NEXTAUTH_URL: env.SITE_URL });
}

type Context = { params: Promise<{ nextauth: string[] }> };

/** next-auth's own routes under `/api/auth`. */
export async function handleAuth(request: Request, { params }: Context): Promise<Response> {
  tellSite();
  const form = request.method === "POST" ? new URLSearchParams(await request.text()) : undefined;
  return callNextAuth(
    {
      path: (await params).nextauth,
      method: request.method,
      query: Object.fromEntries(new URL(request.url).searchParams),
      cookies: cookiesOf(request),
      headers: Object.fromEntries(request.headers),
      body: form && Object.fromEntries(form),
    },
    authOptions(),
  );
}

/**
 * Sends the browser to the organisation's provider; it comes back to `/auth`, which leads on. next-auth wants its own token with
 * a post before it does so: here the two are one step, as a link that anybody may follow changes nothing.
 */
export async function startProviderSignIn(request: Request, next: string | null): Promise<Response> {
  tellSite();
  const options = authOptions();
  const asked = await callNextAuth({ path: ["csrf"], method: "GET" }, options);
  const { csrfToken } = (await asked.json()) as { csrfToken: string };
  const set = asked.headers.getSetCookie();
  const response = await callNextAuth(
    {
      path: ["signin", "oidc"],
      method: "POST",
      cookies: { ...cookiesOf(request), ...Object.fromEntries(set.map(pair)) },
      headers: Object.fromEntries(request.headers),
      body: {
        csrfToken,
        callbackUrl: `${env.SITE_URL}/auth${next ? `?next=${encodeURIComponent(next)}` : ""}`,
      },
    },
    options,
  );
  const answered = response.headers.getSetCookie().map((cookie) => pair(cookie)[0]);
  for (const cookie of set) {
    if (!answered.includes(pair(cookie)[0])) response.headers.append("Set-Cookie", cookie);
  }
  return response;
}

/** "name=value; attributes" or "name=value" → [name, value], as the browser would send it. */
function pair(cookie: string): [name: string, value: string] {
  const [first = ""] = cookie.split(";");
  const at = first.indexOf("=");
  return [first.slice(0, at).trim(), decodeURIComponent(first.slice(at + 1))];
}

const cookiesOf = (request: Request): Record<string, string> =>
  Object.fromEntries(
    (request.headers.get("cookie") ?? "")
      .split(";")
      .filter((one) => one.includes("="))
      .map(pair),
  );
