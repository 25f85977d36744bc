/**
 * Whether a request that changes something comes from a page of this site, or from no browser at all. Browsers name the origin
 * of every post; a script elsewhere can neither leave it out nor forge it.
 */
export function isSameOrigin(headers: Headers, siteUrl: string): boolean {
  const origin = headers.get("origin");
  if (origin === null) return ["same-origin", "none", null].includes(headers.get("sec-fetch-site"));
  if (!URL.canParse(origin)) return false;
  return origin === new URL(siteUrl).origin || new URL(origin).host === headers.get("host");
}
