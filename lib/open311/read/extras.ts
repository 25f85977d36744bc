import { type Branch, isBranch, type Tree, textOf } from "@/lib/open311/read/tree";

function collect(
  into: Record<string, string>,
  name: string,
  values: readonly Tree[],
  keepEmpty: boolean,
): void {
  const texts = values.map((value) => (isBranch(value) && value.fields.size > 0 ? undefined : textOf(value)));
  const joined = texts.filter((text) => text !== undefined).join(", ");
  const isPlain = values.every((value) => !isBranch(value) || value.fields.size === 0);
  if (joined !== "" || (keepEmpty && isPlain)) into[name] = joined;
  for (const value of values) {
    if (!isBranch(value)) continue;
    for (const field of value.fields.values())
      collect(into, `${name}.${field.name}`, field.values, keepEmpty);
  }
}

/**
 * Every field the shape does not know, by its wire name; the children of `extras` stand beside them, also those without a text: what
 * is named there and left empty is taken away.
 */
export function extraFields(
  branch: Branch,
  known: ReadonlySet<string>,
  keepEmpty = false,
): Record<string, string> {
  const extras: Record<string, string> = {};
  for (const [key, { name, values }] of branch.fields) {
    if (key === "extras") {
      for (const value of values)
        if (isBranch(value)) Object.assign(extras, extraFields(value, new Set(), true));
    } else if (!known.has(key)) collect(extras, name, values, keepEmpty);
  }
  return extras;
}
