import { XMLParser, XMLValidator } from "fast-xml-parser";
import { addField, type Branch, newBranch, type ParsedDocument, type Tree } from "@/lib/open311/read/tree";

// Entities are decoded below: the parser's own decoding is meant for untrusted DTDs and stops after a
// thousand of them, which a long list of reports with ampersands exceeds. No DTD entity is ever expanded.
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  cdataPropName: "#cdata",
  ignoreDeclaration: true,
  ignorePiTags: true,
  onDangerousProperty: (name) => `_${name}`,
});

const illegal = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

/** Decodes once, never twice: a doubly escaped text stays visibly escaped. */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0x10ffff ? "" : String.fromCodePoint(code).replace(illegal, "");
  });
}

type Ordered = Record<string, unknown>;

function nameOf(node: Ordered): string | undefined {
  return Object.keys(node).find((key) => key !== ":@");
}

function isNil(node: Ordered): boolean {
  const attributes = node[":@"] as Record<string, string> | undefined;
  return attributes?.["@_nil"]?.toLowerCase() === "true";
}

function textIn(nodes: Ordered[]): string {
  return nodes
    .map((node) => {
      const name = nameOf(node);
      if (name === "#text") return decodeEntities(String(node[name]));
      if (name === undefined) return "";
      const children = node[name] as Ordered[];
      return name === "#cdata"
        ? children.map((child) => String(child["#text"] ?? "")).join("")
        : textIn(children);
    })
    .join("");
}

/** A node and all text below it, in one pass: a long list is deep enough without reading its texts once per level. */
function toTree(node: Ordered, name: string): { tree: Tree; text: string } {
  const children = node[name] as Ordered[];
  if (isNil(node)) return { tree: null, text: textIn(children) };
  const branch: Branch = newBranch();
  let text = "";
  for (const child of children) {
    const childName = nameOf(child);
    if (childName === undefined || childName.startsWith("#")) {
      text += textIn([child]);
      continue;
    }
    const below = toTree(child, childName);
    addField(branch, childName, [below.tree]);
    text += below.text;
  }
  if (branch.fields.size === 0) return { tree: text, text };
  branch.text = text;
  return { tree: branch, text };
}

const wellFormed = (text: string): string | null => (XMLValidator.validate(text) === true ? text : null);

/**
 * Reads XML by local names, without attributes (but `xsi:nil`), namespaces or DTD.
 * Characters that XML forbids are dropped and single ampersands forgiven; a document that is cut off is not.
 * Undefined when it is no well-formed document.
 */
export function parseXml(source: string): ParsedDocument | undefined {
  const clean = source.replace(illegal, "");
  const text = wellFormed(clean) ?? wellFormed(clean.replace(/&(?!#\d+;|#x[0-9a-f]+;|\w+;)/gi, "&amp;"));
  if (text === null) return undefined;
  try {
    const roots = (parser.parse(text) as Ordered[]).filter((node) => nameOf(node)?.startsWith("#") === false);
    const [root] = roots;
    const name = root && nameOf(root);
    if (!root || !name || roots.length !== 1) return undefined;
    return { format: "xml", root: name.toLowerCase(), trees: [toTree(root, name).tree] };
  } catch {
    return undefined; // nested too deeply, an unclosed comment …
  }
}
