import type { SendRule } from "@/lib/bodies/send-rule";
import type { Outcome, Parcel } from "@/lib/delivery/parcel";

/** What a rule looks at, of one report. */
export type Judged = Pick<Parcel, "category" | "title" | "detail"> & {
  answers: readonly { code: string; value: string | string[] }[];
  /** Slugs of the areas that hold the place. */
  areas: readonly string[];
};

const fold = (text: string): string => text.trim().toLocaleLowerCase();
const among = (list: readonly string[], text: string): boolean =>
  list.some((word) => fold(word) === fold(text));

function matches({ when }: SendRule, report: Judged): boolean {
  const { categories, answers, text, areas } = when;
  const words = `${report.title}\n${report.detail}`.toLocaleLowerCase();
  return (
    (!categories || among(categories, report.category)) &&
    (!text || text.some((word) => words.includes(fold(word)))) &&
    (!areas || report.areas.some((area) => among(areas, area))) &&
    Object.entries(answers ?? {}).every(([code, wanted]) =>
      report.answers.some(
        (answer) => answer.code === code && [answer.value].flat().some((value) => wanted.includes(value)),
      ),
    )
  );
}

/** The first rule that a report falls under; undefined when it goes as usual. */
export function ruleFor(rules: readonly SendRule[], report: Judged): SendRule | undefined {
  return rules.find((rule) => matches(rule, report));
}

/** Whether any of these rules asks for the areas, which have to be looked up. */
export const rulesNeedAreas = (rules: readonly SendRule[]): boolean => rules.some(({ when }) => when.areas);

/**
 * What comes of a report that falls under a rule: skipped it counts as sent, without a reference; deferred it has failed for
 * now, and is tried again by the usual waits. Nothing has left in either case.
 */
export function ruledOutcome({ do: what, reason }: SendRule): Outcome {
  if (what === "skip") return { kind: "sent", externalId: null, note: reason };
  return { kind: "failed", reason, retry: true, ambiguous: false };
}
