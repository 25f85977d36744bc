import { expect, test } from "vitest";
import { encryptJson } from "@/lib/auth/secrets";
import { packSettings, readSettings, redactedSettings } from "@/lib/bodies/connections";
import { DomainError } from "@/lib/errors";
import type { SendMethod } from "@/prisma/generated/enums";

const raw = { endpoint: "https://o311.council.example/v2/", apiKey: "hush", multiPhotos: true };

test("secrets are kept apart, encrypted, and come back when read", () => {
  const columns = packSettings("open311", raw);
  expect(columns.settings).toMatchObject({ endpoint: "https://o311.council.example/v2", multiPhotos: true });
  expect(JSON.stringify(columns)).not.toContain("hush");
  const settings = readSettings({ method: "open311", ...columns });
  expect(settings).toMatchObject({ apiKey: "hush", receiveKey: "", multiPhotos: true, onUnclear: "hold" });
});

test("what is shown holds no secret, and says which are set", () => {
  const shown = redactedSettings({ method: "open311", ...packSettings("open311", raw) });
  expect(shown).toMatchObject({ apiKey: "••••", receiveKey: "" });
  expect(JSON.stringify(shown)).not.toContain("hush");
});

test("a secret that is not given stays, one given empty goes, others are replaced", () => {
  const row = { method: "open311" as const, ...packSettings("open311", { ...raw, receiveKey: "knock" }) };
  const { apiKey: _, ...without } = raw;
  const kept = packSettings("open311", without, row);
  expect(kept.secrets).toBe(row.secrets);
  const changed = packSettings("open311", { ...without, receiveKey: "", apiKey: "new" }, row);
  expect(readSettings({ method: "open311", ...changed })).toMatchObject({ apiKey: "new", receiveKey: "" });
});

test("secrets of another method are not carried over", () => {
  const row = { method: "open311" as const, ...packSettings("open311", raw) };
  expect(packSettings("email", {}, row)).toEqual({
    settings: { rules: [], stateWhenSent: "", updateRules: [], sendCategoryChanges: false },
    secrets: null,
  });
});

test("a webhook's headers are as secret as its key", () => {
  const settings = { url: "https://hook.example/in", headers: { Authorization: "Bearer tell-nobody" } };
  const columns = packSettings("webhook", settings);
  expect(JSON.stringify(columns.settings)).not.toContain("tell-nobody");
  expect(readSettings({ method: "webhook", ...columns }).headers).toEqual(settings.headers);
});

test.each<[string, SendMethod, unknown, string]>([
  ["an unknown key", "open311", { ...raw, endpint: "x" }, ""],
  ["no end point", "open311", {}, "endpoint"],
  ["an end point with a password in it", "open311", { endpoint: "https://a:b@c.example" }, "endpoint"],
  ["a word for a switch", "open311", { ...raw, multiPhotos: "yes" }, "multiPhotos"],
  ["a wrong sender", "email", { from: "Council" }, "from"],
  ["a hook that is no web address", "webhook", { url: "ftp://hook.example" }, "url"],
  ["settings of a method that has none", "hold", { url: "https://hook.example" }, ""],
  ["no object", "email", "from=a@b.example", ""],
])("refuses %s", (_, method, settings, field) => {
  try {
    packSettings(method, settings);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError);
    expect(Object.keys((error as DomainError).fields)).toEqual([field]);
  }
});

test("a row with a key from another version can be read", () => {
  const row = {
    method: "open311",
    settings: { endpoint: "https://o311.council.example", oldFlag: true },
    secrets: encryptJson({ apiKey: "hush" }),
  } as const;
  expect(readSettings(row)).not.toHaveProperty("oldFlag");
});
