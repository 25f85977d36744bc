import { parseJson } from "@/lib/open311/read/json";
import {
  type Branch,
  isBranch,
  type ParsedDocument,
  plain,
  type Tree,
  valuesOf,
} from "@/lib/open311/read/tree";
import { parseXml } from "@/lib/open311/read/xml";

/** A row that could not be used: why, and the row itself as plain data. */
export type Skipped = { reason: string; row: unknown };

/** A list as read: what is usable, and what is not. Nothing is dropped silently. */
export type Rows<T> = { rows: T[]; skipped: Skipped[] };

/** Whether the text is a web page: proxies and frameworks answer with one, also under status 200. */
export function isHtml(text: string): boolean {
  let start = 0;
  // Past the XML declaration and comments; by hand, since a pattern for it takes exponential time on some texts.
  for (;;) {
    const end = text.startsWith("<?", start) ? "?>" : text.startsWith("<!--", start) ? "-->" : null;
    const found = end === null ? -1 : text.indexOf(end, start);
    if (end === null || found < 0) break;
    start = found + end.length;
    while (/\s/.test(text.charAt(start))) start++;
  }
  return /^<(?:!doctype\s+html|html|head|body)\b/i.test(text.slice(start, start + 100));
}

/** Parses by looking at the body, whatever its label says. Undefined when it is neither XML nor JSON, or a web page. */
export function parseDocument(text: string): ParsedDocument | undefined {
  if (text === "" || isHtml(text)) return undefined;
  return text.startsWith("<") ? parseXml(text) : parseJson(text);
}

/** How to find the rows of one kind of list. All names lower case. */
export type RowNames = {
  /** Names of the list, as root element or JSON key. */
  containers: readonly string[];
  /** Names of one row inside it. */
  rows: readonly string[];
  /** Fields by which a bare object is known to be a row. */
  marks: readonly string[];
};

function isMarked(branch: Branch, names: RowNames): boolean {
  return names.marks.some((mark) => branch.fields.has(mark));
}

const maxDepth = 5; // a SOAP envelope, its body, a result, the list, the rows

function rowsBelow(tree: Tree, names: RowNames, depth: number): Branch[] | undefined {
  if (!isBranch(tree) || depth > maxDepth) return undefined;
  const named = valuesOf(tree, ...names.rows);
  // A row that has a field of the row's own name (a request's "service") must not be taken for the list.
  if (named.length > 0 && (named.some(isBranch) || !isMarked(tree, names))) return named.filter(isBranch);
  if (isMarked(tree, names)) return [tree];
  const listed = names.containers.filter((name) => tree.fields.has(name));
  const inside = listed.length
    ? valuesOf(tree, ...listed)
    : [...tree.fields.values()].flatMap((field) => field.values);
  const found = inside
    .map((child) => rowsBelow(child, names, depth + 1))
    .filter((rows) => rows !== undefined);
  if (found.length > 0) return found.flat();
  return listed.length > 0 ? [] : undefined;
}

/**
 * Finds the rows of a list, however it is wrapped: XML with other root names, a bare array, an array in an
 * object, one in two objects, a single object. Empty for an empty list; undefined when the document is
 * something else, so that a surprise is never mistaken for "nothing".
 */
export function findRows(document: ParsedDocument, names: RowNames): Branch[] | undefined {
  const found = document.trees.map((tree) => rowsBelow(tree, names, 0)).filter((rows) => rows !== undefined);
  if (found.length > 0) return found.flat();
  const isEmpty = document.trees.every((tree) => !isBranch(tree) || tree.fields.size === 0);
  const isExpected = document.root === null || names.containers.includes(document.root);
  return isEmpty && isExpected && document.trees.every((tree) => isBranch(tree) || !tree?.trim())
    ? []
    : undefined;
}

/** Reads each row by itself; one bad row never spoils the rest. A string is the reason to skip. */
export function readRows<T>(branches: readonly Branch[], read: (branch: Branch) => T | string): Rows<T> {
  const result: Rows<T> = { rows: [], skipped: [] };
  for (const branch of branches) {
    const row = read(branch);
    if (typeof row === "string") result.skipped.push({ reason: row, row: plain(branch) });
    else result.rows.push(row);
  }
  return result;
}
