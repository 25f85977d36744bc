/** How a template's code stands to a back end's: the fewer wildcards, the more it says. */
export type CodeMatch = { wildcards: number; stars: number };

/**
 * Whether a template's code means this one. `*` stands for any run without a colon, `+` for one that is not empty; everything
 * else for itself. Null when it does not. Takes no more steps than the product of the two lengths.
 */
export function matchCode(pattern: string, code: string): CodeMatch | null {
  const stars = [...pattern].filter((one) => one === "*").length;
  const wildcards = stars + [...pattern].filter((one) => one === "+").length;
  if (wildcards === 0) return pattern === code ? { wildcards, stars } : null;
  // No wildcard reaches over a colon: what stands between them is matched part by part.
  const [patterns, parts] = [pattern.split(":"), code.split(":")];
  if (patterns.length !== parts.length) return null;
  return patterns.every((one, at) => matchesPart(one, parts[at] ?? "")) ? { wildcards, stars } : null;
}

/** Goes back to the latest wildcard only, and lets it have one character more. */
function matchesPart(pattern: string, text: string): boolean {
  let [at, read] = [0, 0];
  let retry: { at: number; read: number } | null = null;
  while (read < text.length || at < pattern.length) {
    const one = pattern[at];
    if (one === "*" || (one === "+" && read < text.length)) {
      if (one === "+") read++;
      at++;
      retry = { at, read };
    } else if (one !== undefined && one !== "+" && read < text.length && one === text[read]) {
      at++;
      read++;
    } else if (retry && retry.read < text.length) {
      retry = { at: retry.at, read: retry.read + 1 };
      ({ at, read } = retry);
    } else return false;
  }
  return true;
}
