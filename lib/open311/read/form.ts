import { decodeEscapes } from "@/lib/open311/read/escapes";
import { parseLossless } from "@/lib/open311/read/lossless-json";
import { readMultipart, UnreadableForm } from "@/lib/open311/read/multipart";
import { utf8OrWindows1252 } from "@/lib/open311/read/text";

export type FormFile = { field: string; name: string; type: string; bytes: Uint8Array };

/** A posted body: ordinary fields, `attribute[code]` answers by code, files. Empty values are not there. */
export type ReadForm = {
  fields: Map<string, string[]>;
  attributes: Map<string, string[]>;
  files: FormFile[];
};

const maxPairs = 1000;
/** Lists in lists, as no client sends them on purpose. */
const deepest = 10;
const tooMany = () => new UnreadableForm(`More than ${maxPairs} fields`);
const attributeName = /^attribute\[(.+?)\](?:\[\d*\])?$/s;
const listName = /^([^[\]]+)\[\d*\]$/;

function add(map: Map<string, string[]>, key: string, value: string): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

function put(form: ReadForm, name: string, text: string): void {
  const value = text.replaceAll("\0", "");
  if (value.trim() === "") return; // the standard: empty is the same as not sent
  const code = attributeName.exec(name)?.[1];
  if (code !== undefined) add(form.attributes, code, value);
  else add(form.fields, listName.exec(name)?.[1] ?? name, value);
}

const decodeComponent = (text: string): string => decodeEscapes(text.replaceAll("+", " "));

function readUrlencoded(form: ReadForm, body: Uint8Array): void {
  const pairs = utf8OrWindows1252(body)
    .trim()
    .split("&", maxPairs + 1);
  if (pairs.length > maxPairs) throw tooMany();
  for (const pair of pairs) {
    const equals = pair.indexOf("=");
    if (equals > 0)
      put(form, decodeComponent(pair.slice(0, equals)), decodeComponent(pair.slice(equals + 1)));
  }
}

/** A value by its name, and those in lists and in `attribute` each by its own. @throws UnreadableForm when one is nested too deeply */
function* pairsIn(name: string, value: unknown, depth = 0): Generator<[string, string]> {
  if (value === null || value === undefined) return;
  if (depth > deepest) throw new UnreadableForm(`Lists in lists, more than ${deepest} deep`);
  if (Array.isArray(value)) for (const item of value) yield* pairsIn(name, item, depth + 1);
  else if (typeof value !== "object") yield [name, String(value)];
  else if (name === "attribute") {
    for (const [code, answer] of Object.entries(value))
      yield* pairsIn(`attribute[${code}]`, answer, depth + 1);
  }
}

function readJson(form: ReadForm, text: string): void {
  let parsed: unknown;
  try {
    parsed = parseLossless(text);
  } catch {
    throw new UnreadableForm("The body is not valid JSON");
  }
  const [object] = Array.isArray(parsed) ? parsed : [parsed];
  if (typeof object !== "object" || object === null)
    throw new UnreadableForm("The body is not a JSON object");
  let pairs = 0;
  for (const [field, given] of Object.entries(object)) {
    for (const [name, value] of pairsIn(field, given)) {
      if (++pairs > maxPairs) throw tooMany();
      put(form, name, value);
    }
  }
}

/**
 * Reads what a client posted to our server, as liberally as the clients in the field need it: urlencoded,
 * multipart or JSON; `attribute[c]`, the same repeated, `attribute[c][]`, `attribute[c][0]`; raw or encoded
 * brackets; bytes that are not UTF-8 are taken for windows-1252. `media_url[]` is read as `media_url`.
 * The caller bounds the size of the body.
 * @throws UnreadableForm (answer 400 with its message) when the body is cut off or not what it says it is
 */
export async function readForm(contentType: string | null, body: Uint8Array): Promise<ReadForm> {
  const form: ReadForm = { fields: new Map(), attributes: new Map(), files: [] };
  const type = (contentType ?? "").toLowerCase();
  if (type.includes("multipart/")) {
    for (const part of readMultipart(contentType ?? "", body)) {
      if (part.filename === null) put(form, part.name, utf8OrWindows1252(part.bytes));
      else if (part.bytes.length > 0) {
        form.files.push({ field: part.name, name: part.filename, type: part.type, bytes: part.bytes });
      }
    }
    return form;
  }
  const start = utf8OrWindows1252(body.subarray(0, 64)).trimStart();
  if (type.includes("json") || start.startsWith("{"))
    readJson(form, utf8OrWindows1252(body).replace(/^\uFEFF/, ""));
  else readUrlencoded(form, body);
  return form;
}
