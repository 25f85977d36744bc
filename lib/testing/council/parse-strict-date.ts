/**
 * A date as the strict peers want it, `2026-11-24T10:00:00` plus `Z` or an offset, without fractions; anything else
 * is undefined. Stricter than our own server on purpose: what passes here passes anywhere.
 */
export function parseStrictDate(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
