import type { Entry } from "@/lib/published/services/catalogue";

/** What belongs to the service of this code: the number of its category, or its name in any case; empty = there is none. */
export function entriesOf(entries: readonly Entry[], code: string): Entry[] {
  const asked = code.trim();
  const byNumber = entries.filter(({ category }) => String(category.id) === asked);
  if (byNumber.length > 0) return byNumber;
  const name = asked.toLowerCase();
  return entries.filter(({ category }) => category.name.toLowerCase() === name);
}
