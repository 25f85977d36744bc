import { cleanText } from "@/lib/open311/write/clean-text";
import { xmlElement } from "@/lib/open311/write/xml-text";

/** The two formats of GeoReport v2, chosen by the suffix of the address. */
export type Format = "xml" | "json";

/** A finished document: what to put in `Content-Type` and in the body. */
export type Written = { contentType: string; body: string };

/** One that is written while it is sent (`streamList`): its body comes piece by piece. */
export type WrittenStream = { contentType: string; body: AsyncIterable<string> };

/**
 * One value on its way to either format. `list` is a container whose children share a name; `repeat` is an
 * element that occurs several times. Both are an array in JSON. Empty is `null` there and `<x/>` in XML.
 */
export type WireValue =
  | string
  | number
  | boolean
  | null
  | { list: string; items: readonly WireValue[] }
  | { repeat: readonly WireValue[] }
  | { fields: WireFields };
export type WireFields = { readonly [name: string]: WireValue | undefined };

export const contentTypes = {
  xml: "text/xml; charset=utf-8",
  json: "application/json; charset=utf-8",
} as const satisfies Record<Format, string>;

export const xmlDeclaration = '<?xml version="1.0" encoding="utf-8"?>\n';

type JsonNode = string | number | boolean | null | JsonNode[] | { [name: string]: JsonNode };

function toJsonNode(value: WireValue): JsonNode {
  if (typeof value === "string") return value === "" ? null : cleanText(value);
  if (value === null || typeof value !== "object") return value;
  if ("list" in value) return value.items.map(toJsonNode);
  if ("repeat" in value) return value.repeat.map(toJsonNode);
  const node: { [name: string]: JsonNode } = {};
  for (const name in value.fields) {
    const child = value.fields[name];
    if (child !== undefined) node[name] = toJsonNode(child);
  }
  return node;
}

/** A value as JSON, in which the names of lists' children are not told. */
export const jsonText = (value: WireValue): string => JSON.stringify(toJsonNode(value));

/**
 * Writes a document after the "Spark convention" of the specification: the root's name exists in XML only,
 * so a list becomes a bare array in JSON and anything else a bare object.
 */
export function writeDocument(root: string, content: WireValue, format: Format): Written {
  const contentType = contentTypes[format];
  if (format === "json") return { contentType, body: jsonText(content) };
  return { contentType, body: xmlDeclaration + xmlElement(root, content) };
}

/** JSON in an object that names it, as FixMyStreet's clients expect a list. */
export const inObject = (name: string, { contentType, body }: Written): Written => ({
  ...{ contentType, body: `{${JSON.stringify(name)}:${body}}` },
});

/** Empty text is an empty element or null, like nothing at all. */
export function orNull(text: string | undefined): string | null {
  return text === undefined || text === "" ? null : text;
}
