import { type FeedFilter, kindsOfWord } from "@/lib/published/feeds/feed-address";
import { firstOf, parseFilter } from "@/lib/reports/filter";
import type { StateKind } from "@/lib/reports/states";

/**
 * How a feed is narrowed: by the state that its path names, else by FixMyStreet's `state`, else by `status` and always by `category`,
 * which are those of the lists.
 */
export function readFeedFilter(kinds: readonly StateKind[] | null, query: URLSearchParams): FeedFilter {
  const { kinds: asked, categoryIds } = parseFilter(query);
  const word = kindsOfWord(firstOf(query, "state") ?? "");
  return { kinds: kinds ?? word ?? asked, categoryIds };
}
