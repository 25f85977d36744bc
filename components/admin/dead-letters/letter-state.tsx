import { useTranslations } from "next-intl";
import { Badge } from "@/components/admin/contacts/badge";

/** What has become of an item that did not come in. */
export type LetterState = "open" | "replayed" | "dismissed" | "imported" | "skipped";

/** By how it was dealt with; a way that has no word here counts as being tried again. */
export function letterStateOf({
  resolvedAt,
  resolution,
}: {
  resolvedAt: Date | string | null;
  resolution: string | null;
}): LetterState {
  if (resolvedAt === null) return "open";
  return (["dismissed", "imported", "skipped"] as const).find((one) => one === resolution) ?? "replayed";
}

export function LetterStateBadge({ state }: { state: LetterState }) {
  const t = useTranslations("adminDeadLetters.states");
  const look = state === "open" ? "bad" : state === "dismissed" ? "plain" : "good";
  return <Badge look={look}>{t(state)}</Badge>;
}
