import { isKnown, tagOf } from "@/app/_server/content-tag";
import { streamText } from "@/app/_server/stream-text";
import type { Answer } from "@/app/open311/v2/[...path]/answer-call";
import { readAddress } from "@/app/open311/v2/[...path]/read-address";

/** A report that was hidden is gone from every shared cache within these seconds. */
const forEverybody = "public, max-age=5, s-maxage=5";

/** Whoever shows a key may be told more than others, whichever way it came and however its name was spelt. */
function hasKey({ headers, url }: Request): boolean {
  if (headers.has("authorization") || headers.has("x-api-key")) return true;
  const { query } = readAddress(url);
  return query.has("api_key") || query.has("key");
}

/**
 * An answer on its way out. Anybody's page may read it (CORS). One to a GET carries a tag of its content, and whoever has that already
 * is told so (304), unless it is streamed. HEAD is answered like GET, without the body.
 * @param id by which the answer is found in the log
 */
export function respond(request: Request, answer: Answer, id: string): Response {
  const { document, status } = answer;
  const isRead = ["GET", "HEAD"].includes(request.method);
  const kept = isRead && status === 200;
  const headers = new Headers({
    "content-type": document.contentType,
    "cache-control": kept ? (hasKey(request) ? "private, no-cache" : forEverybody) : "no-store",
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "etag, link, retry-after, x-next-cursor, x-request-id",
    ...answer.headers,
    vary: "authorization, x-api-key",
    "x-request-id": id,
  });
  if (document.contentType === "") headers.delete("content-type");
  if (kept && typeof document.body === "string") {
    const tag = answer.headers?.etag ?? tagOf(document.body);
    headers.set("etag", tag);
    if (isKnown(request.headers, tag, headers.get("last-modified"))) {
      headers.delete("content-type");
      return new Response(null, { status: 304, headers });
    }
  }
  if (request.method === "HEAD") return new Response(null, { status, headers });
  if (document.contentType === "") return new Response(null, { status, headers });
  return new Response(typeof document.body === "string" ? document.body : streamText(document.body), {
    ...{ status, headers },
  });
}
