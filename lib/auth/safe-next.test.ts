import { expect, test } from "vitest";
import { safeNext } from "@/lib/auth/safe-next";

test.each([
  ["/my", "/my"],
  ["/report/12?from=mail#update-3", "/report/12?from=mail#update-3"],
  ["/", "/"],
  ["/around?pc=Mill%20Lane", "/around?pc=Mill%20Lane"],
  ["/authority", "/authority"],
])("a path of this site is kept: %s", (next, path) => {
  expect(safeNext(next)).toBe(path);
});

test.each([
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\/evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/.//evil.example",
  "/x/..//evil.example",
  "https://evil.example/",
  "https:evil.example",
  "javascript:alert(1)",
  "evil.example",
  " /my",
  "",
  "/auth/x",
  "/auth",
  "/confirm/x.y",
  "/api/auth/signout",
  `/${"a".repeat(600)}`,
  undefined,
  null,
  ["/my"],
])("anything else is nowhere to go: %j", (next) => {
  expect(safeNext(next)).toBeNull();
});
