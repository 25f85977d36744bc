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
  const out: number[] = [];
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    const hex = byte === 0x25 ? bytes.toString("latin1", i + 1, i + 3) : "";
    if (/^[0-9a-f]{2}$/i.test(hex)) {
      out.push(Number.parseInt(hex, 16));
      i += 2;
    } else out.push(byte);
  }
  return utf8OrWindows1252(Uint8Array.from(out)).replace(nul, "");
}
