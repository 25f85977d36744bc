import { parseLossless } from "@/lib/open311/read/lossless-json";
import { addField, newBranch, type ParsedDocument, type Tree } from "@/lib/open311/read/tree";

const maxDepth = 100; // like the XML parser's; a document nested deeper is an attack or an accident

function toTrees(value: unknown, depth: number): Tree[] {
  if (depth > maxDepth) throw new RangeError("nested too deeply");
  return Array.isArray(value) ? value.flatMap((item) => toTrees(item, depth + 1)) : [toTree(value, depth)];
}

function toTree(value: unknown, depth: number): Tree {
  if (value === null || value === undefined) return null;
  if (typeof value !== "object") return String(value);
  const branch = newBranch();
  for (const [name, child] of Object.entries(value)) addField(branch, name, toTrees(child, depth + 1));
  return branch;
}

/** Where the first object or array ends, so that what follows it can be cut off; -1 when it never does. */
function endOfValue(text: string): number {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (inString) {
      if (char === "\\") i++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === "{" || char === "[") depth++;
    else if (char === "}" || char === "]") {
      depth--;
      if (depth === 0) return i + 1;
    }
  }
  return -1;
}

function attempt(text: string): unknown {
  try {
    return parseLossless(text);
  } catch {
    return undefined;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: raw control characters inside strings are what is forgiven here
const controls = /[\u0000-\u001f]/g;

/**
 * Reads JSON with numbers as they were written, forgiving JSONP, junk after the document and raw control
 * characters in strings. Undefined when it is none, or cut off.
 */
export function parseJson(source: string): ParsedDocument | undefined {
  const text = source.replace(/^(?:\/\*\*\/\s*)?[\w.$]+\s*\(\s*(?=[[{])/, "").replace(controls, " ");
  if (!/^[[{]/.test(text)) return undefined;
  const value = attempt(text) ?? attempt(text.slice(0, Math.max(0, endOfValue(text))));
  if (value === undefined) return undefined;
  try {
    return { format: "json", root: null, trees: toTrees(value, 0) };
  } catch {
    return undefined;
  }
}
