import { expect, test } from "vitest";
import { Open311Settings } from "@/lib/open311/settings";

test("every key but the end point has a default", () => {
  expect(Open311Settings.parse({ endpoint: "https://a.example/v2/" })).toMatchObject({
    endpoint: "https://a.example/v2",
    apiKeyIn: "form",
    format: "xml",
    dateStyle: "z",
    alwaysSendLatLong: true,
    extendedDescription: true,
    extendedStatuses: false,
    onUnclear: "hold",
    publishReference: "external",
    timeoutMs: 300_000,
    tokenTries: 5,
    attributeStyle: "repeat",
  });
});

test.each(["ftp://a.example", "a.example/v2", "https://u:p@a.example/v2", "https://a.example/v2?x=1", ""])(
  "the end point %s is refused",
  (endpoint) => {
    expect(Open311Settings.safeParse({ endpoint }).success).toBe(false);
  },
);

test("a time zone must exist", () => {
  expect(
    Open311Settings.safeParse({ endpoint: "http://localhost:4311/v2", timezone: "Mars/Base" }).success,
  ).toBe(false);
  expect(
    Open311Settings.safeParse({ endpoint: "http://localhost:4311/v2", timezone: "Europe/Berlin" }).success,
  ).toBe(true);
});

test.each([
  [{ extraAttributes: { source: "{url} by {site}" } }, "{site}"],
  [{ descriptionPrefix: "{titel}" }, "{titel}"],
])("a text that asks for what nobody knows is refused: %j", (flags, named) => {
  const result = Open311Settings.safeParse({ endpoint: "https://a.example/v2", ...flags });
  expect(result.error?.issues[0]?.message).toContain(named);
});

test.each([
  { extraAttributes: { "two words": "x" } },
  { renameFields: { email: "" } },
  { descriptionLimit: 10 },
])("%j is refused", (flags) => {
  expect(Open311Settings.safeParse({ endpoint: "https://a.example/v2", ...flags }).success).toBe(false);
});
