const head = /^data:(image\/[\w.+-]+)((?:;[^,;]*)*),/i;

/** Whether an address is no address, but the picture itself. */
export const isDataUri = (url: string): boolean => /^data:/i.test(url);

/**
 * The bytes of a picture that came along as a `data:` URI (RFC 2397), in base64 or as they are; null when it is none, or of a type
 * that is no image's. Line breaks in base64 are forgiven.
 */
export function imageInDataUri(uri: string): Uint8Array | null {
  // Only the beginning is matched: a pattern over many megabytes is slow.
  const found = head.exec(uri.slice(0, 300));
  if (!found) return null;
  const [whole, , parameters = ""] = found;
  const data = percentDecoded(uri.slice(whole.length));
  const isBase64 = /;\s*base64\s*(?:;|$)/i.test(parameters);
  return isBase64 ? Buffer.from(data.toString("latin1"), "base64") : data;
}

/** `%89` is a byte, any other character stands for itself. */
function percentDecoded(text: string): Buffer {
  if (!text.includes("%")) return Buffer.from(text, "latin1");
  const decoded = text.replace(/%([\da-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(decoded, "latin1");
}
