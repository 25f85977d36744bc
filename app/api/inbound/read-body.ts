import { maxMailBytes } from "@/lib/mail/inbound/fetch-received";

/** The raw body; null when it is larger than a mail may be, whatever length was announced. */
export async function readBody(
  request: Request,
  maxBytes: number = maxMailBytes,
): Promise<Uint8Array | null> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
