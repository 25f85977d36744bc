import { db } from "@/lib/db";

/**
 * The categories that a comma list of service codes means: the numbers that we tell, or names in any case, as FixMyStreet's clients have
 * them. A name may hold commas: the whole is looked for, too. What is none is left out, so that the list may be empty.
 */
export async function categoriesNamed(text: string): Promise<number[]> {
  const parts = [text, ...text.split(",")].map((part) => part.trim().toLowerCase());
  const names = [...new Set(parts)].filter((part) => part !== "");
  const rows = await db.$queryRaw<{ id: number }[]>`
    select id from "Category" where id::text = any(${names}) or lower(name) = any(${names}) order by id`;
  return rows.map(({ id }) => id);
}
