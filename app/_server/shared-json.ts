import { createHash } from "node:crypto";

/**
 * JSON that looks the same to everybody: shared caches keep it for some seconds, and who has it already is told so (304) instead of
 * getting it again.
 */
export function sharedJson(request: Request, value: unknown, cacheControl: string): Response {
  const body = JSON.stringify(value);
  const tag = `W/"${createHash("sha1").update(body).digest("base64url")}"`;
  const headers = { "Cache-Control": cacheControl, ETag: tag };
  const known = (request.headers.get("if-none-match") ?? "").split(",").map((part) => part.trim());
  if (known.includes(tag)) return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, "Content-Type": "application/json" } });
}
