const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const windows1252 = new TextDecoder("windows-1252");

/**
 * Bytes that should be UTF-8 and sometimes are not: open311_java sends ISO-8859-1 under a UTF-8 label.
 * Windows-1252 contains it and accepts any bytes, so this never fails.
 */
export function utf8OrWindows1252(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return windows1252.decode(bytes);
  }
}

function declaredCharset(bytes: Uint8Array, contentType: string | null): string | undefined {
  const start = windows1252.decode(bytes.subarray(0, 200));
  const inXml = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/i.exec(start)?.[1];
  return inXml ?? /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType ?? "")?.[1];
}

/**
 * The text of an answer. What decides, in this order: a byte order mark, the XML declaration, the header,
 * UTF-8, windows-1252. The mark itself and blanks around the document are taken off.
 */
export function decodeBody(bytes: Uint8Array, contentType: string | null): string {
  const text =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? new TextDecoder("utf-16le").decode(bytes)
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? new TextDecoder("utf-16be").decode(bytes)
        : decodeDeclared(bytes, contentType);
  return text.trim(); // takes U+FEFF for a blank, too
}

function decodeDeclared(bytes: Uint8Array, contentType: string | null): string {
  const charset = declaredCharset(bytes, contentType)?.toLowerCase();
  if (!charset || charset === "utf-8" || charset === "utf8") return utf8OrWindows1252(bytes);
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return utf8OrWindows1252(bytes); // a charset nobody knows
  }
}
