import { readFileSync } from "node:fs";
import { parseSync } from "oxc-parser";
import { sourceFiles } from "@/lib/testing/imports";

/** A verb of `lib` that the dashboard calls: `lib/delivery/resend.ts resendDelivery`. */
export type StaffVerb = { file: string; name: string };

const doors = /^app\/(admin|api\/admin)\//;
const declared = (name: string) =>
  new RegExp(`export (?:async )?function ${name}(?:<[^>]*>)?\\(\\s*actor\\b|export const ${name} = (?:async )?\\(\\s*actor\\b`);

/**
 * Every verb that takes an actor and that a page, action or route of the dashboard imports: what the authorisation matrix
 * must know of. Read from the sources, so that a new one cannot be forgotten.
 */
export function staffVerbs(): StaffVerb[] {
  const found = new Map<string, StaffVerb>();
  for (const door of sourceFiles().filter((file) => doors.test(file) && !/\.test\.tsx?$/.test(file))) {
    const { module } = parseSync(door, readFileSync(door, "utf8"));
    for (const { moduleRequest, entries } of module.staticImports) {
      if (!moduleRequest.value.startsWith("@/lib/")) continue;
      const file = `${moduleRequest.value.slice(2)}.ts`;
      const source = readFileSync(file, "utf8");
      for (const { importName, isType } of entries) {
        const name = importName.name ?? "";
        if (!isType && name && declared(name).test(source)) found.set(`${file} ${name}`, { file, name });
      }
    }
  }
  return [...found.values()].sort((a, b) => `${a.file} ${a.name}`.localeCompare(`${b.file} ${b.name}`));
}
