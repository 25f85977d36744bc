// @ts-check
// What callers of the Open311 server write into an address, before Next sees it: Next would answer a doubled or trailing slash by a
// redirect, which a client that posts does not follow, and a percent sign that is none by a page of its own.

const calls = /^\/+open311(?:\.cgi)?(?=\/|$)/i;

/**
 * An address of the Open311 server as Next takes it: one slash at a time, none at the end, UTF-8 behind every percent sign (bytes of
 * latin-1 are taken for what they are meant). Every other address stays as it is.
 * @param {string} address path and query, as the request line has them: a character for each byte
 * @returns {string}
 */
export function plainAddress(address) {
  const [path = "", ...query] = address.split("?");
  if (!calls.test(path)) return address;
  const segments = path
    .split("/")
    .map(decoded)
    .filter((segment) => !["", ".", ".."].includes(segment));
  const search = query.length > 0 ? `?${query.join("?").replace(/[^\x21-\x7e]/g, escaped)}` : "";
  return `/${segments.map(encodeURIComponent).join("/")}${search}`;
}

/**
 * Node's parser takes no request line that holds a blank, as `GET /open311/v2/services/Pot holes.xml HTTP/1.1` does.
 * @param {Buffer | undefined} packet what could not be parsed
 * @returns {string | null} where the caller should have asked; null for anything else that cannot be parsed
 */
export function addressWithBlanks(packet) {
  const [, address] =
    /^(?:GET|HEAD) (\/[^\r\n]* [^\r\n]*) HTTP\/1\.[01]\r?\n/.exec(packet?.toString("latin1") ?? "") ?? [];
  if (!address || !calls.test(address)) return null;
  return plainAddress(address);
}

/** @param {string} segment */
function decoded(segment) {
  const bytes = Buffer.from(
    segment.replace(/%([\da-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replaceAll("\0", "");
  } catch {
    return new TextDecoder("windows-1252").decode(bytes).replaceAll("\0", "");
  }
}

/** @param {string} character */
const escaped = (character) => `%${character.charCodeAt(0).toString(16).padStart(2, "0").toUpperCase()}`;
