import type { PostForm } from "@/lib/open311/form-parts";
import { type Facts, filled } from "@/lib/open311/placeholders";
import type { Open311Settings } from "@/lib/open311/settings";
import { wildcards } from "@/lib/open311/wildcards";

type Field = PostForm["fields"][number];

/** Whether a code is among those that are not passed on; `*` stands for anything, capitals do not matter. */
export const isLeftOut = (code: string, leaveOut: readonly string[]): boolean => wildcards(leaveOut)(code);

/**
 * The last touch on a form: what is empty or missing is filled in where the back end insists on it, in its place, and what it
 * knows by another name gets that name.
 */
export function finished(
  fields: readonly Field[],
  { fillIn, renameFields }: Pick<Open311Settings, "fillIn" | "renameFields">,
  facts: Facts,
): Field[] {
  const missing = Object.entries(fillIn).filter(
    ([name]) => !fields.some(([known, value]) => known === name && value !== ""),
  );
  const fillers = new Map(missing.map(([name, text]) => [name, filled(text, facts)]));
  const whole = fields.map(([name, value]): Field => [name, fillers.get(name) ?? value]);
  for (const [name, text] of fillers) if (!fields.some(([known]) => known === name)) whole.push([name, text]);
  return whole.map(([name, value]): Field => [renameFields[name] ?? name, value]);
}
