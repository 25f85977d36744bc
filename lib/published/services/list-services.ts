import { byName } from "@/lib/bodies/offer";
import type { Service } from "@/lib/open311/documents";
import type { Entry } from "@/lib/published/services/catalogue";

/** Words by which back ends mark what is not for everybody; what they mark is not listed here, so they say nothing. */
const flags = new Set(["private", "inactive", "staff", "waste_only"]);

/**
 * The services that foreign clients may choose from: one for each category, with what all its bodies say of it. Its code is the
 * category's number, which stays when the category is called otherwise.
 * @param type what the caller gets for a request: its number at once, or a token first
 */
export function listServices(entries: readonly Entry[], type: Service["type"]): Service[] {
  const byCategory = new Map<number, Entry[]>();
  for (const entry of entries) {
    const some = byCategory.get(entry.category.id);
    if (some) some.push(entry);
    else byCategory.set(entry.category.id, [entry]);
  }
  return [...byCategory.values()]
    .map((some) => serviceOf(some, type))
    .sort((a, b) => byName(a.serviceName, b.serviceName));
}

function serviceOf(entries: readonly Entry[], type: Service["type"]): Service {
  const [first] = entries;
  const words = entries.flatMap(({ keywords }) => keywords).filter((word) => !flags.has(word.toLowerCase()));
  // The extension's word for a service whose requests are never shown: another Mendline keeps them private, too.
  const marks = entries.some((entry) => entry.private) ? ["private"] : [];
  const hint = entries.find((entry) => entry.hint)?.hint;
  return {
    serviceCode: String(first?.category.id),
    serviceName: first?.category.name ?? "",
    ...(hint && { description: hint }),
    metadata: entries.some(({ questions }) => questions.length > 0),
    type,
    keywords: [...new Set([...words, ...marks])],
    groups: [...new Set(entries.flatMap(({ groups }) => groups))].sort(byName),
  };
}
