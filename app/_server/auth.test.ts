import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import "@/lib/testing/database";
import { handleAuth, providerName, startProviderSignIn } from "@/app/_server/auth";
import { readSession } from "@/app/_server/session-claims";
import { sessionCookie } from "@/app/_server/session-cookie";
import { db } from "@/lib/db";
import { env, provideEnv } from "@/lib/env";
import { log } from "@/lib/log";
import { makeBody, makeUser } from "@/lib/testing/factories";
import { type Fault, OidcIssuer } from "@/lib/testing/oidc-issuer";

const issuer = new OidcIssuer();
beforeAll(async () => {
  await issuer.listen();
  provideEnv({
    OIDC_ISSUER: `${issuer.url}/`,
    OIDC_CLIENT_ID: issuer.clientId,
    OIDC_CLIENT_SECRET: issuer.clientSecret,
    OIDC_NAME: "Alderwick accounts",
  });
});
afterAll(() => issuer.close());
beforeEach(() => {
  issuer.fault = "none";
});

/** A browser's cookies, as far as they matter here. */
class Jar {
  readonly cookies = new Map<string, string>();
  take(response: Response): Response {
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = cookie.split(";");
      const [name = "", value = ""] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
      const gone = attributes.some((one) => /max-age=0|expires=thu, 01 jan 1970/i.test(one));
      if (gone) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }
  request(url: string): Request {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    return new Request(url, { headers: { cookie } });
  }
  session = async () => {
    const cookie = this.cookies.get(sessionCookie().name);
    return cookie ? readSession(decodeURIComponent(cookie)) : null;
  };
}

/** From the link on the sign-in page over the issuer back to us; answers where it ends. */
async function walk(jar: Jar, next: string | null = null, meddle = (back: URL) => back): Promise<string> {
  const start = jar.take(await startProviderSignIn(jar.request(`${env.SITE_URL}/auth/organisation`), next));
  const away = new URL(start.headers.get("location") ?? "");
  expect(away.origin).toBe(issuer.url);
  const there = await fetch(away, { redirect: "manual" });
  const back = meddle(new URL(there.headers.get("location") ?? ""));
  expect(back.href).toContain(`${env.SITE_URL}/api/auth/callback/oidc?`);
  const params = Promise.resolve({ nextauth: ["callback", "oidc"] });
  const answer = jar.take(await handleAuth(jar.request(back.href), { params }));
  return answer.headers.get("location") ?? "";
}

async function staff() {
  const user = await makeUser({ bodyId: (await makeBody()).id });
  issuer.person = { sub: `s-${user.id}`, email: user.email ?? "", email_verified: true };
  return user;
}

test("the button is there exactly where a provider is configured whole", () => {
  expect(providerName()).toBe("Alderwick accounts");
  provideEnv({ OIDC_CLIENT_SECRET: "" });
  expect(providerName()).toBeNull();
  provideEnv({ OIDC_CLIENT_SECRET: issuer.clientSecret });
});

test("staff sign in with their organisation and have a session as by link, which says so", async () => {
  const user = await staff();
  const jar = new Jar();
  const before = Date.now();
  expect(await walk(jar, "/admin/deliveries")).toBe(`${env.SITE_URL}/auth?next=%2Fadmin%2Fdeliveries`);
  const session = await jar.session();
  expect(session).toMatchObject({ userId: user.id, proof: { by: "provider" } });
  expect(session?.began.getTime()).toBeGreaterThanOrEqual(before);
  expect(session?.signedInAt).toEqual(session?.began);
  // The second time, with an address that is no longer told.
  issuer.person = { sub: `s-${user.id}` };
  const again = new Jar();
  expect(await walk(again)).toBe(`${env.SITE_URL}/auth`);
  expect(await again.session()).toMatchObject({ userId: user.id });
});

test("next-auth renews a session without changing what it says", async () => {
  await staff();
  const jar = new Jar();
  await walk(jar);
  const before = await jar.session();
  const params = Promise.resolve({ nextauth: ["session"] });
  jar.take(await handleAuth(jar.request(`${env.SITE_URL}/api/auth/session`), { params }));
  expect(before).not.toBeNull();
  expect(await jar.session()).toEqual(before);
});

test("strangers and addresses nobody has verified are sent back with kind words, and no session", async () => {
  const user = await staff();
  const users = await db.user.count();
  const jar = new Jar();
  issuer.person = { sub: "x", email: user.email ?? "", email_verified: false };
  expect(await walk(jar)).toBe(`${env.SITE_URL}/auth?refused=unverified`);
  issuer.person = { sub: "y", email: "stranger@council.example", email_verified: true };
  expect(await walk(jar)).toBe(`${env.SITE_URL}/auth?refused=unknown`);
  expect(await jar.session()).toBeNull();
  expect(await db.user.count()).toBe(users);
});

test.each<Fault>(["wrong key", "wrong nonce", "wrong audience", "wrong issuer", "expired", "refuses"])(
  "an answer with a fault signs nobody in: %s",
  async (fault) => {
    const logged = vi.spyOn(log, "error").mockImplementation(() => {});
    await staff();
    issuer.fault = fault;
    const jar = new Jar();
    expect(await walk(jar)).toMatch(/\/auth\?error=|\/api\/auth\/error\?error=/);
    expect(await jar.session()).toBeNull();
    // What is logged names the fault and holds neither code nor token.
    expect(logged).toHaveBeenCalled();
    expect(JSON.stringify(logged.mock.calls)).not.toMatch(/id_token|eyJ|"code":"[\w-]{36}/);
    logged.mockRestore();
  },
);

test("an answer that this browser did not ask for signs nobody in", async () => {
  const logged = vi.spyOn(log, "error").mockImplementation(() => {});
  await staff();
  const jar = new Jar();
  const location = await walk(jar, null, (back) => {
    back.searchParams.set("state", "somebody-elses");
    return back;
  });
  expect(location).toContain("error=");
  expect(await jar.session()).toBeNull();
  logged.mockRestore();
});

test("nobody is led off the site afterwards", async () => {
  await staff();
  expect(await walk(new Jar(), "https://evil.example/")).toBe(
    `${env.SITE_URL}/auth?next=${encodeURIComponent("https://evil.example/")}`,
  );
});

test("a post without next-auth's own token starts nothing", async () => {
  const params = Promise.resolve({ nextauth: ["signin", "oidc"] });
  const request = new Request(`${env.SITE_URL}/api/auth/signin/oidc`, {
    method: "POST",
    body: new URLSearchParams({ callbackUrl: "/my" }),
  });
  const answer = await handleAuth(request, { params });
  expect(answer.headers.get("location") ?? "").not.toContain(issuer.url);
});

test("only the issuer's own documents were asked for", () => {
  expect(new Set(issuer.asked)).toEqual(
    new Set(["/.well-known/openid-configuration", "/authorize", "/token", "/keys"]),
  );
});
