import { expect, test } from "vitest";
import { decryptJson, encryptJson, sign } from "@/lib/auth/secrets";
import { provideEnv } from "@/lib/env";

test("what was encrypted comes back, and never looks the same twice", () => {
  const secret = { apiKey: "bk-91f" };
  expect(decryptJson(encryptJson(secret))).toEqual(secret);
  expect(encryptJson(secret)).not.toBe(encryptJson(secret));
  expect(encryptJson(secret)).not.toContain("bk-91f");
});

test("a changed text or another SECRET is refused, not misread", () => {
  const encrypted = encryptJson({ apiKey: "k" });
  const changed = encrypted.slice(0, -2) + (encrypted.endsWith("AA") ? "BB" : "AA");
  expect(() => decryptJson(changed)).toThrow("cannot be read");
  provideEnv({ SECRET: "another secret, as long as it has to be, truly" });
  expect(() => decryptJson(encrypted)).toThrow("SECRET has changed");
});

test("signatures differ by purpose", () => {
  expect(sign("token", 1)).not.toBe(sign("cookie", 1));
});
