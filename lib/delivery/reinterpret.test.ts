import { expect, test } from "vitest";
import type { ErrorMeaning } from "@/lib/bodies/error-meaning";
import type { Outcome } from "@/lib/delivery/parcel";
import { reinterpreted } from "@/lib/delivery/reinterpret";

const failed = (reason: string, over: object = {}): Outcome => ({
  kind: "failed",
  reason,
  retry: true,
  ambiguous: false,
  ...over,
});
const means = (text: string, meaning: ErrorMeaning["means"]): ErrorMeaning => ({ text, means: meaning });

test.each([
  ["sent", { kind: "sent", externalId: null, note: "It answered 500: Duplicate job" }],
  ["unclear", { kind: "failed", ambiguous: true }],
  ["retry", { kind: "failed", ambiguous: false, retry: true }],
  ["refused", { kind: "failed", ambiguous: false, retry: false }],
] as const)("an error text can mean: %s", (meaning, expected) => {
  const outcome = failed("It answered 500: Duplicate job", { ambiguous: meaning !== "unclear" });
  expect(reinterpreted(outcome, [means("nothing", "retry"), means("DUPLICATE", meaning)])).toMatchObject(
    expected,
  );
});

test("another text, a success and a token stay what they are", () => {
  const meanings = [means("duplicate", "sent")];
  const others: Outcome[] = [
    failed("It answered 500"),
    { kind: "sent", externalId: "S-1" },
    failed("duplicate", { token: "tk-8" }),
  ];
  for (const outcome of others) expect(reinterpreted(outcome, meanings)).toBe(outcome);
});
