/**
 * What an XML or a JSON document looks like once the differences between the two are gone: names without
 * namespace, every field a list (a list of one is a list), every value a string, nothing is null.
 */
export type Tree = string | null | Branch;
export type Branch = {
  /** Keyed by the lower-cased local name. */
  fields: Map<string, { name: string; values: Tree[] }>;
  /** All text inside an XML element; empty for a JSON object. */
  text: string;
};

/** A parsed document. `root` is the root element's lower-cased name (null in JSON); `trees` its single tree, or a JSON array's items. */
export type ParsedDocument = { format: "xml" | "json"; root: string | null; trees: Tree[] };

export function isBranch(tree: Tree | undefined): tree is Branch {
  return typeof tree === "object" && tree !== null;
}

export function newBranch(): Branch {
  return { fields: new Map(), text: "" };
}

export function addField(branch: Branch, name: string, values: Tree[]): void {
  const key = name.toLowerCase();
  const field = branch.fields.get(key);
  if (field) field.values.push(...values);
  else branch.fields.set(key, { name, values });
}

export function valuesOf(branch: Branch, ...names: readonly string[]): Tree[] {
  return names.flatMap((name) => branch.fields.get(name)?.values ?? []);
}

/** The trimmed text of a value; blank, null, `{}` and an element without text are nothing. */
export function textOf(tree: Tree | undefined): string | undefined {
  const text = (isBranch(tree) ? tree.text : (tree ?? "")).trim();
  return text === "" ? undefined : text;
}

/** The first of the named fields that says anything. Names are lower case; further ones are misspellings seen in the field. */
export function textField(branch: Branch, ...names: readonly string[]): string | undefined {
  for (const value of valuesOf(branch, ...names)) {
    const text = textOf(value);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Like textField, for ids and tokens: markup, `{}` and `0` are no id. */
export function idField(branch: Branch, ...names: readonly string[]): string | undefined {
  for (const value of valuesOf(branch, ...names)) {
    const text = typeof value === "string" ? value.trim() : "";
    if (text !== "" && text !== "0") return text;
  }
  return undefined;
}

/** `true`, `True`, `"true"`, `1`, `yes`; undefined when absent or no truth value. */
export function booleanField(branch: Branch, ...names: readonly string[]): boolean | undefined {
  const word = textField(branch, ...names)?.toLowerCase();
  if (word === "true" || word === "1" || word === "yes") return true;
  if (word === "false" || word === "0" || word === "no") return false;
  return undefined;
}

/** A finite number, also with a decimal comma. */
export function numberField(branch: Branch, ...names: readonly string[]): number | undefined {
  const text = textField(branch, ...names)?.replace(/^(-?\d+),(\d+)$/, "$1.$2");
  const value = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** The row as plain data, to keep beside the reason why it was skipped. */
export function plain(tree: Tree): unknown {
  if (!isBranch(tree)) return tree;
  if (tree.fields.size === 0) return tree.text || null;
  return Object.fromEntries(
    [...tree.fields.values()].map(({ name, values }) => [
      name,
      values.length === 1 ? plain(values[0] ?? null) : values.map(plain),
    ]),
  );
}
