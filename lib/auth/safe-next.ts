/**
 * Where to go after signing in, as a path of this site; null for anything that a browser would take for another site, or that is
 * no page to go to. Browsers read a backslash as a slash and drop tabs and line ends, so these are refused.
 */
export function safeNext(next: unknown): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
  if (typeof next !== "string" || next.length > 500 || !/^\/(?![/\\])[^\\\u0000-\u0020\u007f]*$/.test(next)) {
    return null;
  }
  const site = "https://site.invalid";
  if (!URL.canParse(next, site)) return null;
  const url = new URL(next, site);
  if (url.origin !== site || url.pathname.startsWith("//")) return null;
  return /^\/(auth|confirm|api)(\/|$)/.test(url.pathname) ? null : url.pathname + url.search + url.hash;
}
