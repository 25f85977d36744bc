import { isKnown, tagOf } from "@/app/_server/content-tag";

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
  const tag = tagOf(body);
  const changed = changedAt?.toUTCString() ?? null;
  const headers = { "Cache-Control": cacheControl, ETag: tag, ...(changed && { "Last-Modified": changed }) };
  if (isKnown(request.headers, tag, changed)) return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, "Content-Type": contentType } });
}
