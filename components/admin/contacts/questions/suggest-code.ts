/** Longer ones are hard to read in a back end. */
const MAX = 40;

/**
 * A code made from words: lower case, without accents, blanks as underscores; numbered where it is taken.
 * @param fallback where the words have no letter or digit
 */
export function suggestCode(words: string, taken: ReadonlySet<string>, fallback: string): string {
  const plain = words
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .slice(0, MAX)
    .replace(/^_+|_+$/g, "");
  const code = plain || fallback;
  if (!taken.has(code)) return code;
  for (let n = 2; ; n++) if (!taken.has(`${code}_${n}`)) return `${code}_${n}`;
}
