import { z } from "zod";
import { translator } from "@/lib/messages";
import type { HistoryCounts } from "@/lib/sync/history/tally";
import { skipReasons } from "@/lib/sync/updates/take-updates";

const Outcome = z.enum(["created", "known", "skipped", "dead", "unreadable"]);
const Reason = z.enum(skipReasons);

/** What came of a file in lines for a person: each outcome with its count, below it the first few rows. */
export function tellCounts(
  counts: HistoryCounts,
  samples: ReadonlyMap<string, readonly string[]> = new Map(),
): string[] {
  const t = translator("history");
  const keys = Object.keys(counts).sort((a, b) => orderOf(a) - orderOf(b) || a.localeCompare(b));
  return keys.flatMap((key) => [
    t("told.count", { count: counts[key] ?? 0, outcome: wordsFor(key) }),
    ...(samples.get(key) ?? []).map((line) => `  ${line}`),
  ]);
}

const outcomeOf = (key: string) => Outcome.safeParse(key.split(":")[0]).data;
const orderOf = (key: string): number => Outcome.options.indexOf(outcomeOf(key) ?? "unreadable");

function wordsFor(key: string): string {
  const t = translator("history");
  const outcome = outcomeOf(key);
  if (!outcome) return key;
  const reason = Reason.safeParse(key.split(":")[1]).data;
  const words = t(`outcome.${outcome}`);
  if (!reason) return words;
  return t("told.reasoned", { outcome: words, reason: translator("updateDecisions")(`skipped.${reason}`) });
}
