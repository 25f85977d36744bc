import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { signatureHeaders } from "@/lib/delivery/drivers/webhook";
import { eventNames } from "@/lib/event-names";

const docs = readFileSync("docs/webhooks.md", "utf8");
const secret = "whsec_for-the-docs";
const body = JSON.stringify({ event: "ping", text: "Grüße" });

type Verify = (rawBody: Buffer, headers: Record<string, string>, secret: string) => boolean;

test("the code to copy takes what we sign, and nothing else", async () => {
  const code = /```js\n([\s\S]*?)```/.exec(docs)?.[1] ?? "";
  const source = `data:text/javascript,${encodeURIComponent(code)}`;
  const { isFromMendline } = (await import(/* @vite-ignore */ source)) as { isFromMendline: Verify };
  const now = new Date();
  const headers = signatureHeaders(body, secret, now);
  const raw = Buffer.from(body);
  expect(isFromMendline(raw, headers, secret)).toBe(true);
  expect(isFromMendline(Buffer.from(`${body} `), headers, secret)).toBe(false);
  expect(isFromMendline(raw, headers, "another")).toBe(false);
  expect(isFromMendline(raw, {}, secret)).toBe(false);
  const old = signatureHeaders(body, secret, new Date(now.getTime() - 400_000));
  expect(isFromMendline(raw, old, secret)).toBe(false);
});

test("the docs name every event", () => {
  expect(eventNames.filter((event) => !docs.includes(`| \`${event}\` |`))).toEqual([]);
});
