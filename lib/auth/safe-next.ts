/**
 * Where to go after signing in, as a path of this site; anything that a browser would take for another site, or that is no
 * page, becomes the fallback. Browsers read a backslash as a slash and drop tabs and line ends, so these are refused.
 */
export function safeNext(next: unknown, fallback = "/my"): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
  if (typeof next !== "string" || next.length > 500 || !/^\/(?![/\\])[^\\\u0000-\u0020\u007f]*$/.test(next)) {
    return fallback;
  }
  const site = "https://site.invalid";
  if (!URL.canParse(next, site)) return fallback;
  const url = new URL(next, site);
  if (url.origin !== site || url.pathname.startsWith("//")) return fallback;
  return /^\/(auth|confirm|api)(\/|$)/.test(url.pathname) ? fallback : url.pathname + url.search + url.hash;
}
