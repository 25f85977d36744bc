import { XMLBuilder } from "fast-xml-parser";

/** The two formats of GeoReport v2, chosen by the suffix of the address. */
export type Format = "xml" | "json";

/** A finished document: what to put in `Content-Type` and in the body. */
export type Written = { contentType: string; body: string };

/**
 * One value on its way to either format. `list` is a container whose children share a name; `repeat` is an
 * element that occurs several times. Both are an array in JSON. Empty is `null` there and `<x/>` in XML.
 */
export type WireValue =
  | string
  | number
  | boolean
  | null
  | { list: string; items: WireValue[] }
  | { repeat: WireValue[] }
  | { fields: WireFields };
export type WireFields = Record<string, WireValue | undefined>;

export const contentTypes = {
  xml: "text/xml; charset=utf-8",
  json: "application/json; charset=utf-8",
} as const satisfies Record<Format, string>;

// XML 1.0 knows no way to write these, not even escaped; JSON does, but clients choke on them alike.
const illegal = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

function cleanText(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(illegal, "");
}

const builder = new XMLBuilder({ format: true, suppressEmptyNode: true, indentBy: "  " });

type XmlNode = string | XmlNode[] | { [name: string]: XmlNode };

/** Digits only: XML readers in the field do not expect `1e-7`. */
function decimal(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(10).replace(/\.?0+$/, "") : text;
}

function toXmlNode(value: WireValue): XmlNode {
  if (value === null) return "";
  if (typeof value === "string") return cleanText(value);
  if (typeof value === "number") return decimal(value);
  if (typeof value === "boolean") return String(value);
  if ("list" in value) return value.items.length ? { [value.list]: value.items.map(toXmlNode) } : "";
  if ("repeat" in value) return value.repeat.length ? value.repeat.map(toXmlNode) : "";
  return Object.fromEntries(present(value.fields).map(([name, child]) => [name, toXmlNode(child)]));
}

type JsonNode = string | number | boolean | null | JsonNode[] | { [name: string]: JsonNode };

function toJsonNode(value: WireValue): JsonNode {
  if (typeof value === "string") return value === "" ? null : cleanText(value);
  if (value === null || typeof value !== "object") return value;
  if ("list" in value) return value.items.map(toJsonNode);
  if ("repeat" in value) return value.repeat.map(toJsonNode);
  return Object.fromEntries(present(value.fields).map(([name, child]) => [name, toJsonNode(child)]));
}

function present(fields: WireFields): [string, WireValue][] {
  return Object.entries(fields).filter((entry): entry is [string, WireValue] => entry[1] !== undefined);
}

/**
 * Writes a document after the "Spark convention" of the specification: the root's name exists in XML only,
 * so a list becomes a bare array in JSON and anything else a bare object.
 */
export function writeDocument(root: string, content: WireValue, format: Format): Written {
  const contentType = contentTypes[format];
  if (format === "json") return { contentType, body: JSON.stringify(toJsonNode(content)) };
  const body = `<?xml version="1.0" encoding="utf-8"?>\n${builder.build({ [root]: toXmlNode(content) })}`;
  return { contentType, body };
}

/** Empty text is an empty element or null, like nothing at all. */
export function orNull(text: string | undefined): string | null {
  return text === undefined || text === "" ? null : text;
}
