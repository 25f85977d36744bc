import type { UpdateRule } from "@/lib/bodies/update-rule";
import type { Outcome, UpdateParcel } from "@/lib/delivery/parcel";

const fold = (text: string): string => text.trim().toLocaleLowerCase();

function matches({ when }: UpdateRule, parcel: UpdateParcel): boolean {
  const { categories, states, authors, customerReference, text } = when;
  return (
    (!categories || categories.some((name) => fold(name) === fold(parcel.category))) &&
    (!states || states.includes(parcel.state)) &&
    (!authors || authors.includes(parcel.author.kind)) &&
    (!customerReference || !parcel.customerReference) &&
    (!text || text.some((word) => parcel.text.toLocaleLowerCase().includes(fold(word))))
  );
}

/**
 * What the first rule that an update falls under makes of it; undefined when it goes as usual. Nothing has left in any case. What
 * resumes with a token has left already.
 */
export function outcomeByUpdateRule(
  rules: readonly UpdateRule[],
  parcel: UpdateParcel,
  now: Date,
): Outcome | undefined {
  const rule = parcel.token ? undefined : rules.find((one) => matches(one, parcel));
  if (!rule) return undefined;
  const waitedMs = now.getTime() - parcel.readySince.getTime();
  if (rule.do === "skip" || waitedMs >= rule.hours * 3_600_000) {
    return { kind: "skipped", reason: rule.reason };
  }
  return { kind: "failed", reason: rule.reason, retry: true, ambiguous: false, waits: true };
}
