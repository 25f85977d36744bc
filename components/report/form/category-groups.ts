import type { OfferedCategory } from "@/lib/bodies/offer";

/** A heading with its categories; `name` is empty for categories that stand by themselves. */
export type CategoryGroup = { name: string; categories: OfferedCategory[] };

const isOther = (name: string): boolean => name.trim().toLowerCase() === "other";

const byName = (a: string, b: string): number =>
  Number(isOther(a)) - Number(isOther(b)) || a.localeCompare(b, undefined, { numeric: true });

/**
 * Categories as the form lists them: groups and single categories mixed by name, "Other" last. Each stands once, under its
 * first group, since one choice can be ticked only once.
 */
export function groupCategories(categories: readonly OfferedCategory[]): CategoryGroup[] {
  const groups = new Map<string, CategoryGroup>();
  const entries: { at: string; group: CategoryGroup }[] = [];
  for (const category of categories) {
    const name = category.groups[0] ?? "";
    const known = name ? groups.get(name) : undefined;
    if (known) {
      known.categories.push(category);
      continue;
    }
    const group: CategoryGroup = { name, categories: [category] };
    if (name) groups.set(name, group);
    entries.push({ at: name || category.name, group });
  }
  for (const { group } of entries) group.categories.sort((a, b) => byName(a.name, b.name));
  return mergeSingles(entries.sort((a, b) => byName(a.at, b.at)).map(({ group }) => group));
}

/** Neighbours without a heading are one block. */
function mergeSingles(groups: CategoryGroup[]): CategoryGroup[] {
  const merged: CategoryGroup[] = [];
  for (const group of groups) {
    const before = merged.at(-1);
    if (before && !before.name && !group.name) before.categories.push(...group.categories);
    else merged.push(group);
  }
  return merged;
}

const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[\s\-‐–/]+/g, "");

/** Whether a category fits what was typed, in its name, hint or groups; blanks, hyphens and accents do not matter. */
export const fitsFilter = (category: OfferedCategory, typed: string): boolean =>
  [category.name, category.hint, ...category.groups].some((text) => plain(text).includes(plain(typed)));
