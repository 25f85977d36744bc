/** Tells whether a text is one of these; `*` stands for anything, `\*` for itself, capitals do not matter. Made once for many texts. */
export function wildcards(patterns: readonly string[]): (text: string) => boolean {
  const known = patterns.map((pattern) => {
    const parts = pattern
      .split(/(?<!\\)\*+/)
      .map((part) => part.replaceAll("\\*", "*").replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join("[^]*")}$`, "iu");
  });
  return (text) => known.some((pattern) => pattern.test(text));
}

/** The pattern that only this very text is. */
export const literally = (text: string): string => text.replaceAll("*", "\\*");
