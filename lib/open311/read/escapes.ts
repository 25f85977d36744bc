import { utf8OrWindows1252 } from "@/lib/open311/read/text";

// No text holds this, and PostgreSQL takes none that does.
const nul = /\0/g;

/**
 * Percent-decoding to bytes, and those to text: UTF-8, or windows-1252 where they are none. What is no valid escape stays as it is;
 * a NUL is left out.
 */
export function decodeEscapes(text: string): string {
  if (!text.includes("%")) return text.replace(nul, "");
  const bytes = Buffer.from(text, "utf8");
  // In place: what is decoded is never longer.
  let end = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    const decoded = byte === percent ? hexDigit(bytes[at + 1]) * 16 + hexDigit(bytes[at + 2]) : Number.NaN;
    bytes[end++] = Number.isNaN(decoded) ? byte : decoded;
    if (!Number.isNaN(decoded)) at += 2;
  }
  return utf8OrWindows1252(bytes.subarray(0, end)).replace(nul, "");
}

const percent = 0x25;

/** What a byte says as a hexadecimal digit; NaN where it is none. */
function hexDigit(byte = 0): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : Number.NaN;
}
