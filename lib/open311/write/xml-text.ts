import { cleanText } from "@/lib/open311/write/clean-text";
import type { WireValue } from "@/lib/open311/write/wire-tree";

const escapes: Record<string, string> = {
  ...{ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" },
};
const special = /[&<>"']/;
const everySpecial = /[&<>"']/g;

function escaped(text: string): string {
  const clean = cleanText(text);
  return special.test(clean) ? clean.replace(everySpecial, (sign) => escapes[sign] ?? sign) : clean;
}

/** Digits only: XML readers in the field do not expect `1e-7`. */
function decimal(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(10).replace(/\.?0+$/, "") : text;
}

const step = "  ";

/**
 * An element with all that is in it, a line each, as text: a thousand rows are written in some milliseconds, where a general builder
 * takes longer than the database.
 * @param indent what stands before each of its lines
 */
export function xmlElement(name: string, value: WireValue, indent = ""): string {
  if (value === null || value === "") return `${indent}<${name}/>\n`;
  if (typeof value === "string") return `${indent}<${name}>${escaped(value)}</${name}>\n`;
  if (typeof value === "number") return `${indent}<${name}>${decimal(value)}</${name}>\n`;
  if (typeof value === "boolean") return `${indent}<${name}>${value}</${name}>\n`;
  if ("repeat" in value) {
    if (value.repeat.length === 0) return `${indent}<${name}/>\n`;
    return value.repeat.map((one) => xmlElement(name, one, indent)).join("");
  }
  const inside = "list" in value ? children(value, indent) : fields(value.fields, indent);
  return inside === "" ? `${indent}<${name}/>\n` : `${indent}<${name}>\n${inside}${indent}</${name}>\n`;
}

function children({ list, items }: { list: string; items: readonly WireValue[] }, indent: string): string {
  let text = "";
  for (const item of items) text += xmlElement(list, item, indent + step);
  return text;
}

function fields(all: Readonly<Record<string, WireValue | undefined>>, indent: string): string {
  let text = "";
  for (const name in all) {
    const value = all[name];
    if (value !== undefined) text += xmlElement(name, value, indent + step);
  }
  return text;
}
