import { expect, test } from "vitest";
import "@/lib/testing/database";
import { acceptProvider, ProviderClaims } from "@/lib/auth/provider-sign-in";
import { db } from "@/lib/db";
import { makeBody, makeUser } from "@/lib/testing/factories";

const issuer = "https://login.council.example";
let last = 0;
const claims = (email: string | null, more: object = {}) =>
  ProviderClaims.parse({ sub: `person-${++last}`, email, email_verified: true, ...more });

async function staff(more: object = {}) {
  const user = await makeUser({ bodyId: (await makeBody()).id, emailVerifiedAt: null, ...more });
  return { id: user.id, email: user.email ?? "" };
}

test("staff are known by a verified address the first time, and by issuer and subject ever after", async () => {
  const { id, email } = await staff();
  const first = claims(email.toUpperCase());
  expect(await acceptProvider(issuer, first)).toEqual({ userId: id });
  expect((await db.user.findUniqueOrThrow({ where: { id } })).emailVerifiedAt).not.toBeNull();
  // The address has changed there, or is not told any more: it is still the same person.
  expect(await acceptProvider(issuer, { sub: first.sub })).toEqual({ userId: id });
  expect(await acceptProvider("https://elsewhere.example", { sub: first.sub })).toEqual({
    refused: "unknown",
  });
  const actions = await db.auditEntry.findMany({ where: { userId: id }, orderBy: { id: "asc" } });
  expect(actions.map(({ action }) => action)).toEqual([
    "account.link-provider",
    "account.sign-in",
    "account.sign-in",
  ]);
});

test("two first sign-ins at the same moment link once", async () => {
  const { id, email } = await staff();
  const given = claims(email);
  const answers = await Promise.all([1, 2, 3].map(() => acceptProvider(issuer, given)));
  expect(answers).toEqual([{ userId: id }, { userId: id }, { userId: id }]);
  expect(await db.identity.count({ where: { userId: id } })).toBe(1);
});

test("an address that the provider has not verified links nobody", async () => {
  const { id, email } = await staff();
  for (const email_verified of [false, undefined, "false", "yes", 1, null]) {
    expect(await acceptProvider(issuer, claims(email, { email_verified }))).toEqual({
      refused: "unverified",
    });
  }
  expect(await db.identity.count({ where: { userId: id } })).toBe(0);
  expect(await acceptProvider(issuer, claims(email, { email_verified: "true" }))).toEqual({ userId: id });
});

test("strangers and citizens get no account this way, nor do those who have left", async () => {
  const before = await db.user.count();
  expect(await acceptProvider(issuer, claims("stranger@council.example"))).toEqual({ refused: "unknown" });
  expect(await acceptProvider(issuer, claims(null))).toEqual({ refused: "unknown" });
  expect(await db.user.count()).toBe(before);
  const citizen = await makeUser();
  expect(await acceptProvider(issuer, claims(citizen.email))).toEqual({ refused: "unknown" });
  const gone = await staff({ deletedAt: new Date() });
  expect(await acceptProvider(issuer, claims(gone.email))).toEqual({ refused: "unknown" });
  const left = await staff();
  const known = claims(left.email);
  await acceptProvider(issuer, known);
  await db.user.update({ where: { id: left.id }, data: { bodyId: null } });
  expect(await acceptProvider(issuer, known)).toEqual({ refused: "unknown" });
});

test("an address that was given to somebody else since does not open the account of who had it", async () => {
  const { id, email } = await staff();
  await acceptProvider(issuer, claims(email));
  expect(await acceptProvider(issuer, claims(email))).toEqual({ refused: "other" });
  expect(await db.identity.count({ where: { userId: id } })).toBe(1);
});

test("superusers without a body are staff too", async () => {
  const root = await makeUser({ superuser: true });
  expect(await acceptProvider(issuer, claims(root.email))).toEqual({ userId: root.id });
});
