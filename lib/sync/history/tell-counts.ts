import { z } from "zod";
import { translator } from "@/lib/messages";
import type { HistoryKind } from "@/lib/sync/history/history-kind";
import type { HistoryCounts } from "@/lib/sync/history/tally";

const Outcome = z.enum(["created", "known", "waiting", "skipped", "dead", "unreadable"]);
type Outcome = z.infer<typeof Outcome>;

type Kind = Pick<HistoryKind<never>, "wordsFor">;

/** What came of some of the items, for a person. */
export type CountedOutcome = {
  outcome: Outcome;
  /** In words, with why they were left out or what they wait for. */
  words: string;
  count: number;
  /** The first few of them, told in a line each. */
  lines: readonly string[];
};

/** What came of a file in lines for a person: each outcome with its count, below it the first few rows. */
export function tellCounts(
  kind: Kind,
  counts: HistoryCounts,
  samples: ReadonlyMap<string, readonly string[]> = new Map(),
): string[] {
  const t = translator("history");
  return countedOutcomes(kind, counts, Object.fromEntries(samples)).flatMap(({ count, words, lines }) => [
    t("told.count", { count, outcome: words }),
    ...lines.map((line) => `  ${line}`),
  ]);
}

/** What came of a file, taken in first. */
export function countedOutcomes(
  kind: Kind,
  counts: HistoryCounts,
  samples: Readonly<Record<string, readonly string[]>>,
): CountedOutcome[] {
  const keys = Object.keys(counts).sort((a, b) => orderOf(a) - orderOf(b) || a.localeCompare(b));
  return keys.map((key) => ({
    outcome: outcomeOf(key) ?? "unreadable",
    ...{ words: wordsFor(kind, key), count: counts[key] ?? 0, lines: samples[key] ?? [] },
  }));
}

/** A reason may have a colon in it, an outcome has none. */
const partsOf = (key: string): [string, string | null] => {
  const colon = key.indexOf(":");
  return colon < 0 ? [key, null] : [key.slice(0, colon), key.slice(colon + 1)];
};
const outcomeOf = (key: string) => Outcome.safeParse(partsOf(key)[0]).data;
const orderOf = (key: string): number => Outcome.options.indexOf(outcomeOf(key) ?? "unreadable");

function wordsFor(kind: Kind, key: string): string {
  const t = translator("history");
  const outcome = outcomeOf(key);
  if (!outcome) return key;
  const [, reason] = partsOf(key);
  const words = t(`outcome.${outcome}`);
  if (reason === null) return words;
  return t("told.reasoned", {
    outcome: words,
    reason: outcome === "skipped" ? kind.wordsFor(reason) : reason,
  });
}
