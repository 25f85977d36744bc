import { createHash } from "node:crypto";

type SharedText = {
  body: string;
  contentType: string;
  cacheControl: string;
  /** When it last changed, where that is known. */
  changedAt?: Date | null;
};

/**
 * A text that looks the same to everybody: shared caches keep it for some seconds, and who has it already is told so (304) instead of
 * getting it again.
 */
export function sharedText(
  request: Request,
  { body, contentType, cacheControl, changedAt = null }: SharedText,
): Response {
  const tag = `W/"${createHash("sha1").update(body).digest("base64url")}"`;
  const changed = changedAt?.toUTCString();
  const headers = { "Cache-Control": cacheControl, ETag: tag, ...(changed && { "Last-Modified": changed }) };
  if (isKnown(request.headers, tag, changed)) return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, "Content-Type": contentType } });
}

/** RFC 9110, 13.2.2: who names a tag is answered by the tag alone. */
function isKnown(headers: Headers, tag: string, changed: string | undefined): boolean {
  const tags = headers.get("if-none-match");
  if (tags !== null)
    return tags
      .split(",")
      .map((part) => part.trim())
      .includes(tag);
  // Not "since": what was taken down leaves an older date behind, and must be gone for who has the newer one.
  return changed !== undefined && headers.get("if-modified-since") === changed;
}
