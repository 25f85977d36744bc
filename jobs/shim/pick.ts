import { isBranch, type ParsedDocument, type Tree, textOf, valuesOf } from "@/lib/open311/read/tree";

/**
 * What stands at a dotted place of an answer, XML or JSON alike. Names are local names, capitals do not matter, and whatever wraps the
 * first of them (a SOAP envelope, its body) need not be named.
 */
export function pick(trees: readonly Tree[], place: string): Tree[] {
  const [first = "", ...rest] = place.toLowerCase().split(".");
  let found = trees.flatMap((tree) => outermost(tree, first));
  for (const name of rest) found = found.flatMap((tree) => (isBranch(tree) ? valuesOf(tree, name) : []));
  return found;
}

export const pickText = (trees: readonly Tree[], place: string | undefined): string =>
  place === undefined ? "" : (pick(trees, place).map(textOf).find(Boolean) ?? "");

/** The root's own name counts too: `<job><number>` is found as `job.number` and as `number`. */
export function pickFrom(document: ParsedDocument | undefined, place: string | undefined): string {
  if (!document || place === undefined) return "";
  const [first = "", ...rest] = place.toLowerCase().split(".");
  const inside = document.root === first && rest.length > 0 ? pickText(document.trees, rest.join(".")) : "";
  return inside || pickText(document.trees, place);
}

function outermost(tree: Tree, name: string): Tree[] {
  if (!isBranch(tree)) return [];
  const here = valuesOf(tree, name);
  if (here.length > 0) return here;
  return [...tree.fields.values()].flatMap(({ values }) => values.flatMap((value) => outermost(value, name)));
}
