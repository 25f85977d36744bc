import type { ErrorMeaning } from "@/lib/bodies/error-meaning";
import type { Outcome } from "@/lib/delivery/parcel";

/**
 * A failure as the connection understands its text. What is waited for with a token stays so: that report has been taken.
 * Source: spec/integration.md 4.9 (reactions to error texts).
 */
export function reinterpreted(outcome: Outcome, meanings: readonly ErrorMeaning[]): Outcome {
  if (outcome.kind !== "failed" || outcome.token) return outcome;
  const words = outcome.reason.toLocaleLowerCase();
  const meaning = meanings.find(({ text }) => words.includes(text.toLocaleLowerCase()));
  const exchanges = outcome.exchanges ?? [];
  switch (meaning?.means) {
    case undefined:
      return outcome;
    case "sent":
      return { kind: "sent", externalId: null, note: outcome.reason, exchanges };
    case "unclear":
      return { ...outcome, ambiguous: true };
    case "retry":
      return { ...outcome, ambiguous: false, retry: true };
    case "refused":
      return { ...outcome, ambiguous: false, retry: false };
  }
}
