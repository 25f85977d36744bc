import type { Exchange } from "@/lib/open311/wire";

const blank = "[blanked]";
const maxBody = 20_000;

const secretFields = ["api_key", "apikey", "key", "access_token"];
const personalFields = [
  "email",
  "phone",
  "first_name",
  "last_name",
  "account_id",
  "device_id",
  "deviceid",
  "requestor_name",
];
const blankedFields: ReadonlySet<string> = new Set([...secretFields, ...personalFields]);
const secretHeaders = /^(?:authorization|proxy-authorization|cookie|set-cookie|x-api-key)$/i;
// Bounded, or a long picture in Base64 would be searched in quadratic time.
const emailAddress = /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu;

// What councils call their own questions for the same: `contact_phone`, `reporter_email`.
const personalWords = /(?:^|_)(?:e?mail|phone|telephone|mobile|first_?name|last_?name|surname)(?:_|$)/;
// An address inside a form's text, where it stands percent-encoded between plus signs.
const encodedAddress = /[\w.-]{1,64}%40[\w-]{1,63}(?:\.[\w-]{1,63})+/g;

// What is left of an address whose beginning is also a name.
const halfBlanked = /\[blanked\]@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu;

/** `email`, `attribute[last_name]`, `attribute[phone][0]` and the like. */
export function isBlanked(name: string): boolean {
  const plain = (/^\w+\[([^\]]+)\]/.exec(name)?.[1] ?? name).toLowerCase();
  return blankedFields.has(plain) || personalWords.test(plain);
}

type Names = (name: string) => boolean;

/** The values that must not be repeated in a reason or record, by the names they are sent under. */
export function personalValues(
  fields: readonly (readonly [name: string, value: string])[],
  isPersonal: Names = isBlanked,
): string[] {
  return fields.filter(([name]) => isPersonal(name)).map(([, value]) => value);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch {
    return text;
  }
}

/** Blanks `name=value` pairs in place, so that the rest is kept letter for letter, and collects what it blanked. */
function blankPairs(text: string, found: Set<string>, isPersonal: Names): string {
  return text.replace(/([^&=?#\s]+)=([^&#\s]*)/g, (whole, name: string, value: string) => {
    if (value === "") return whole;
    if (!isPersonal(decoded(name))) return whole.replace(encodedAddress, encodeURIComponent(blank));
    found.add(decoded(value));
    return `${name}=${encodeURIComponent(blank)}`;
  });
}

function blankParts(text: string, found: Set<string>, isPersonal: Names): string {
  const part =
    /(content-disposition:[^\r\n]*?\sname="([^"]*)"[^\r\n]*(?:\r?\n[^\r\n]+)*\r?\n\r?\n)([\s\S]*?)(?=\r?\n--)/gi;
  return text.replace(part, (whole, head: string, name: string, value: string) => {
    if (value === "") return whole;
    if (!isPersonal(name)) return head + value.replace(emailAddress, blank);
    found.add(value);
    return `${head}${blank}`;
  });
}

const names = [...blankedFields].join("|");
const xmlField = new RegExp(`(<((?:\\w+:)?(?:${names}))(?:\\s[^>]*)?>)([^<]+)(?=</)`, "gi");
const jsonField = new RegExp(
  `("(?:${names}|attribute\\[(?:${names})\\])"\\s*:\\s*)("(?:[^"\\\\]|\\\\.)*"|-?\\d[\\d.]*)`,
  "gi",
);

function blankDocument(text: string, found: Set<string>): string {
  return text
    .replace(xmlField, (_, open: string, _name: string, value: string) => {
      found.add(value.trim());
      return `${open}${blank}`;
    })
    .replace(jsonField, (_, key: string, value: string) => {
      found.add(value.replace(/^"|"$/g, ""));
      return `${key}"${blank}"`;
    });
}

/**
 * Makes a function that blanks the given values, and every e-mail address, wherever they stand in a text:
 * back ends repeat what they were sent in their error messages. Values under three characters are left,
 * they would tear words apart.
 */
export function blanker(values: Iterable<string>): (text: string) => string {
  const worthwhile = [
    ...new Set([...values].flatMap((value) => [value.trim(), encodeURIComponent(value.trim())])),
  ]
    .filter((value) => value.length > 2)
    .sort((a, b) => b.length - a.length)
    .map((value) => value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = worthwhile.length
    ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${worthwhile.join("|")})(?![\\p{L}\\p{N}])`, "giu")
    : null;
  return (text) =>
    (pattern ? text.replace(pattern, blank) : text).replace(halfBlanked, blank).replace(emailAddress, blank);
}

const margin = 1000;

/**
 * Blanks the beginning of a long text only, and drops the last of what it looked at: a value that was cut in two
 * cannot be recognised.
 */
function capped(text: string, hide: (text: string) => string): string {
  if (text.length <= maxBody) return hide(text);
  const hidden = hide(text.slice(0, maxBody + margin));
  return `${hidden.slice(0, -margin)}… (${text.length - maxBody} more characters)`;
}

function blankBody(
  body: string,
  headers: Record<string, string>,
  found: Set<string>,
  isPersonal: Names,
): string {
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  if (/multipart/i.test(type)) return blankParts(body, found, isPersonal);
  if (/urlencoded/i.test(type)) return blankPairs(body, found, isPersonal);
  return blankDocument(body, found);
}

function blankHeaders(
  headers: Record<string, string>,
  hide: (text: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, secretHeaders.test(name) ? blank : hide(value)]),
  );
}

/**
 * An exchange fit to be kept and shown to staff: the key and personal data (names, e-mail, phone, account and
 * device) are blanked by the names of their fields, and what was blanked in the request is blanked wherever
 * the answer repeats it. Long bodies are cut.
 * @param secrets further values to hide, such as a bearer key
 * @param isPersonal which fields are blanked, where a connection gives them names of its own
 */
export function redact(
  exchange: Exchange,
  secrets: readonly string[] = [],
  isPersonal: Names = isBlanked,
): Exchange {
  const found = new Set(secrets.filter((secret) => secret !== ""));
  const url = blankPairs(exchange.url, found, isPersonal);
  const { requestBody: sent, responseBody: got } = exchange;
  const hideFound = (text: string) => blanker(found)(text);
  // The request first: what is found in it is hidden in the answer.
  const request = sent && capped(sent, (text) => blankBody(text, exchange.requestHeaders, found, isPersonal));
  const response =
    got && capped(got, (text) => hideFound(blankBody(text, exchange.responseHeaders, found, isPersonal)));
  return {
    ...exchange,
    url,
    requestHeaders: blankHeaders(exchange.requestHeaders, blanker(secrets)),
    requestBody: request,
    responseHeaders: blankHeaders(exchange.responseHeaders, hideFound),
    responseBody: response,
  };
}
