import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sourceFiles } from "@/lib/testing/imports";
import actions from "@/messages/en/admin-actions.json";

const names = new Set(
  Object.entries(actions).flatMap(([thing, acts]) => Object.keys(acts).map((act) => `${thing}.${act}`)),
);

/** Every action that the sources record by name. */
const recorded = sourceFiles()
  .filter((file) => file.startsWith("lib/") && !file.endsWith(".test.ts"))
  .flatMap((file) => {
    const source = readFileSync(file, "utf8");
    return [
      ...source.matchAll(/\brecord\(\s*[\w.]+,\s*[^"`;]*?((?:"[a-z-]+\.[a-z-]+"(?:\s*:\s*)?)+)/g),
    ].flatMap(([, literals = ""]) =>
      [...literals.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => ({ file, name })),
    );
  });

test("the sources are really read", () => {
  expect(recorded.length).toBeGreaterThan(30);
});

test("every recorded action has words for the audit log", () => {
  expect(recorded.filter(({ name }) => !names.has(name))).toEqual([]);
});
