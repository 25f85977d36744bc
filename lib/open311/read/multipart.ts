import { utf8OrWindows1252 } from "@/lib/open311/read/text";

/** One part of a multipart/form-data body, undecoded. `filename` null = an ordinary field. */
export type Part = { name: string; filename: string | null; type: string; bytes: Uint8Array };

/** The body is not what its Content-Type says; the message is fit for the sender. */
export class UnreadableForm extends Error {}

const maxParts = 1000;

function parameter(header: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|;)\\s*${name}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^;]*))`, "i").exec(
    header,
  );
  const quoted = match?.[1];
  if (quoted === undefined) return match?.[2]?.trim();
  // Browsers write a quote in a name as %22, other clients as \".
  return quoted
    .replace(/\\(["\\])/g, "$1")
    .replace(/%22/g, '"')
    .replace(/%0D/gi, "\r")
    .replace(/%0A/gi, "\n");
}

/** RFC 5987's `filename*=UTF-8''…`, sent alone by some client libraries. */
function extendedFilename(disposition: string): string | null {
  const encoded = /filename\*\s*=\s*[\w-]*'[^']*'([^;\s]*)/i.exec(disposition)?.[1];
  if (encoded === undefined) return null;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

function readPart(bytes: Buffer): Part | undefined {
  const split = bytes.indexOf("\r\n\r\n");
  const head = split < 0 ? null : utf8OrWindows1252(bytes.subarray(0, split));
  if (head === null) throw new UnreadableForm("A part of the multipart body has no header");
  const headers = new Map(
    head.split("\r\n").map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  const disposition = headers.get("content-disposition") ?? "";
  const name = parameter(disposition, "name");
  if (name === undefined) return undefined;
  const filename = parameter(disposition, "filename") ?? extendedFilename(disposition);
  const type = headers.get("content-type") ?? (filename === null ? "text/plain" : "application/octet-stream");
  return { name, filename, type, bytes: bytes.subarray(split + 4) };
}

/**
 * Takes a multipart/form-data body apart. Our own reader, because the runtime's turns bytes that are not
 * UTF-8 into question marks before anybody can ask what they were.
 * @throws UnreadableForm when it is cut off or has no boundary
 */
export function readMultipart(contentType: string, body: Uint8Array): Part[] {
  const boundary = parameter(contentType, "boundary");
  if (!boundary) throw new UnreadableForm("The multipart body names no boundary");
  const buffer = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const delimiter = Buffer.from(`--${boundary}`, "latin1");
  const parts: Part[] = [];
  let at = buffer.indexOf(delimiter);
  if (at < 0) throw new UnreadableForm("The multipart body does not contain its boundary");
  for (;;) {
    at += delimiter.length;
    if (buffer.subarray(at, at + 2).toString("latin1") === "--") return parts;
    const start = buffer.indexOf("\r\n", at);
    const next = start < 0 ? -1 : buffer.indexOf(Buffer.concat([Buffer.from("\r\n"), delimiter]), start);
    if (next < 0) throw new UnreadableForm("The multipart body is cut off");
    const part = next >= start + 2 ? readPart(buffer.subarray(start + 2, next)) : undefined;
    if (part) parts.push(part);
    if (parts.length > maxParts) throw new UnreadableForm(`More than ${maxParts} fields`);
    at = next + 2;
  }
}
