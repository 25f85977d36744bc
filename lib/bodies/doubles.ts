/** Which of a list's keys have stood in it before: place → place of the first. */
export function doublesIn(keys: readonly string[]): Map<number, number> {
  const seen = new Map<string, number>();
  const doubles = new Map<number, number>();
  for (const [index, key] of keys.entries()) {
    const first = seen.get(key);
    if (first === undefined) seen.set(key, index);
    else doubles.set(index, first);
  }
  return doubles;
}
