import { type Draft, entryOf, keptOf } from "@/components/admin/contacts/questions/draft";
import type { OfferedQuestion } from "@/lib/bodies/questions";

/**
 * The drafts as the public form would be given them. Their names on this page stand for their codes, which may be missing or
 * doubled as long as somebody writes them; the answers of a list likewise.
 */
export function offeredDrafts(drafts: readonly Draft[], unnamed: string): OfferedQuestion[] {
  return keptOf(drafts).flatMap((draft, order) => {
    const { automated, id: _, protected: __, values, ...entry } = entryOf(draft);
    if (automated === "server_set") return [];
    return [
      {
        ...entry,
        code: draft.uid,
        description: entry.description || unnamed,
        automated: automated || ("asked" as const),
        order,
        values: values.map(({ name, stops }, place) => ({
          key: draft.values[place]?.uid ?? String(place),
          name: name || "…",
          ...(stops && { stops }),
        })),
      },
    ];
  });
}
