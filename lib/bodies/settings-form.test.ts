import { expect, test } from "vitest";
import { connectionSettings } from "@/lib/bodies/connection-settings";
import { packSettings } from "@/lib/bodies/connections";
import { readSettingsForm } from "@/lib/bodies/read-settings-form";
import { fieldsOf, methodWords, toText } from "@/lib/bodies/settings-form";
import { messages } from "@/lib/messages";
import { SendMethod } from "@/prisma/generated/enums";

const methods = Object.values(SendMethod);

test.each(methods)("every setting of %s is a field with words, once", (method) => {
  const keys = fieldsOf(method).map(({ key }) => key);
  expect([...keys].sort()).toEqual(Object.keys(connectionSettings[method].schema.shape).sort());
  expect(methodWords(method).label).not.toContain("methods.");
  for (const field of fieldsOf(method)) {
    for (const words of [
      field.label,
      field.hint,
      field.groupLabel,
      ...field.choices.map(({ label }) => label),
    ]) {
      expect(words).not.toMatch(/fields\.|groups\./);
      expect(words.length).toBeGreaterThan(1);
    }
  }
});

test("no words are kept for settings that are gone", () => {
  const known = new Set(methods.flatMap((method) => Object.keys(connectionSettings[method].schema.shape)));
  expect(Object.keys(messages.connectionSettings.fields).filter((key) => !known.has(key))).toEqual([]);
});

test("what a setting is decides how it is asked for", () => {
  const of = (method: SendMethod, key: string) => fieldsOf(method).find((field) => field.key === key);
  expect(of("open311", "endpoint")).toMatchObject({ kind: "url", required: true, group: "reach" });
  expect(of("open311", "apiKey")).toMatchObject({ kind: "secret", secret: true, required: false });
  expect(of("open311", "multiPhotos")).toMatchObject({ kind: "flag", default: "" });
  expect(of("open311", "alwaysSendLatLong")).toMatchObject({ kind: "flag", default: "on" });
  expect(of("open311", "timeoutMs")).toMatchObject({ kind: "number", default: "300000", max: 900_000 });
  expect(of("open311", "onUnclear")).toMatchObject({
    kind: "choice",
    default: "hold",
    choices: [
      { value: "hold", label: "Wait for a person" },
      { value: "resend", label: "Send it again" },
    ],
  });
  expect(of("open311", "leaveOut")?.kind).toBe("list");
  expect(of("open311", "extraAttributes")).toMatchObject({ kind: "pairs", secret: false, advanced: true });
  expect(of("open311", "rules")?.kind).toBe("json");
  expect(of("webhook", "headers")).toMatchObject({ kind: "pairs", secret: true });
  expect(of("email", "replyTo")).toMatchObject({ kind: "email", required: false });
});

test.each(methods)("the form of %s, sent as it was shown, is the settings it showed", (method) => {
  const raw = method === "open311" ? { endpoint: "https://o311.example/v2" } : { url: "https://x.example/h" };
  const { settings } = packSettings(method, method === "open311" || method === "webhook" ? raw : {});
  const shown = Object.fromEntries(
    fieldsOf(method).map(({ key, kind }) => [key, toText(kind, settings[key])] as const),
  );
  expect(packSettings(method, readSettingsForm(method, shown)).settings).toEqual(settings);
});

test("lists, pairs, rules, flags and numbers are read from their text", () => {
  const rule = { when: { text: ["test"] }, do: "skip", reason: "A trial" };
  const raw = readSettingsForm("open311", {
    endpoint: " https://o311.example/v2 ",
    multiPhotos: "on",
    timeoutMs: "1000",
    leaveOut: "internal_*\r\n\r\nnote\n",
    extraAttributes: "report_url: {url}\nsource: Mendline: web",
    rules: JSON.stringify([rule]),
  });
  expect(raw).toMatchObject({
    endpoint: "https://o311.example/v2",
    multiPhotos: true,
    uploadFiles: false,
    timeoutMs: 1000,
    leaveOut: ["internal_*", "note"],
    extraAttributes: { report_url: "{url}", source: "Mendline: web" },
    rules: [rule],
  });
});

test("text that cannot be read is told by field", () => {
  const wrong = { rules: "[{", extraAttributes: "no colon here" };
  expect(() => readSettingsForm("open311", wrong)).toThrowError(
    expect.objectContaining({
      code: "invalid",
      fields: {
        rules: expect.stringContaining("JSON"),
        extraAttributes: expect.stringContaining("no colon here"),
      },
    }),
  );
});

test("a secret that is left empty stays, one that is ticked away goes", () => {
  expect(
    readSettingsForm("webhook", { url: "https://x.example/h", secret: "", headers: "" }),
  ).not.toHaveProperty("secret");
  expect(
    readSettingsForm("webhook", { secret: "", "clear.secret": "on", "clear.headers": "on" }),
  ).toMatchObject({
    secret: "",
    headers: {},
  });
  expect(readSettingsForm("webhook", { secret: "new" })).toMatchObject({ secret: "new" });
});
