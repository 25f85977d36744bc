import { createHash } from "node:crypto";

/** A tag of a content; a weak one, since proxies on the way may pack the same content otherwise. */
export const tagOf = (body: string): string => `W/"${createHash("sha1").update(body).digest("base64url")}"`;

/**
 * Whether whoever asks has this content already: by its tag, or only where they name none, by when it changed (RFC 9110, 13.2.2).
 * @param changed as the answer's `Last-Modified` says it
 */
export function isKnown(asked: Headers, tag: string, changed: string | null): boolean {
  const tags = asked.get("if-none-match");
  // Not "since": what was taken down leaves an older date behind, and must be gone for who has the newer one.
  if (tags === null) return changed !== null && changed === asked.get("if-modified-since");
  const opaque = tag.replace(/^W\//, "");
  return tags.split(",").some((one) => one.trim() === "*" || one.trim().replace(/^W\//, "") === opaque);
}
