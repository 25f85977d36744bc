import type { z } from "zod";

/**
 * A page's own query string, as text and as its list reads it. What the schema does not know, or finds no sense in, is as if it
 * were not there: an old bookmark still opens the page.
 */
export function pageQuery<Schema extends z.ZodObject>(
  schema: Schema,
  params: Readonly<Record<string, string | string[] | undefined>>,
): { search: string; query: z.output<Schema> } {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    for (const one of [value ?? []].flat()) search.append(key, one);
  }
  const single = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, [value].flat()[0]]));
  const parsed = schema.safeParse(single);
  return { search: search.toString(), query: parsed.success ? parsed.data : schema.parse({}) };
}
