import { env } from "@/lib/env";

/** How long a session lasts, in seconds. */
export const sessionSeconds = 30 * 86_400;

/** next-auth's session cookie. On an HTTPS site its name binds it to HTTPS. */
export function sessionCookie() {
  const secure = env.SITE_URL.startsWith("https://");
  return {
    name: `${secure ? "__Secure-" : ""}next-auth.session-token`,
    options: { httpOnly: true, sameSite: "lax", path: "/", secure },
  } as const;
}
