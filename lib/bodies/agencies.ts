import { db } from "@/lib/db";

/**
 * The bodies that an `agency_responsible` names: slugs, numbers or names in any case, joined by a vertical bar or a comma. What is
 * nobody's name is left out, so that the list may be empty; also bodies that have retired are found, as their reports stay.
 * Source: spec/integration.md 9.3.
 */
export async function agenciesNamed(text: string): Promise<number[]> {
  // A name may hold a comma: it is looked for as a whole, too.
  const parts = [text, ...text.split("|"), ...text.split(/[|,]/)].map((part) => part.trim().toLowerCase());
  const names = [...new Set(parts)].filter((part) => part !== "");
  const rows = await db.$queryRaw<{ id: number }[]>`
    select id from "Body"
    where slug = any(${names}) or lower(name) = any(${names}) or id::text = any(${names})
    order by id`;
  return rows.map(({ id }) => id);
}
