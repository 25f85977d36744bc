import { expect, test } from "vitest";
import { reasonKind } from "@/lib/delivery/reason-kind";
import type { AttemptOutcome } from "@/prisma/generated/enums";

test.each<[outcome: AttemptOutcome, statuses: (number | null)[], kind: string | null]>([
  ["sent", [200], null],
  ["skipped", [], null],
  ["failed", [], "other"],
  ["failed", [401], "key"],
  ["failed", [403], "key"],
  ["failed", [404], "notThere"],
  ["failed", [410], "notThere"],
  ["failed", [400], "refused"],
  ["failed", [422], "refused"],
  ["failed", [429], "tooMany"],
  ["failed", [500], "theirFault"],
  ["failed", [502], "theirFault"],
  ["unclear", [504], "noAnswer"],
  ["failed", [302], "moved"],
  ["failed", [null], "unreachable"],
  ["unclear", [null], "noAnswer"],
  ["unclear", [200], "unreadable"],
  ["failed", [200, 404], "notThere"],
  ["failed", [200, 200], "token"],
])("%s after %j comes down to %s", (outcome, statuses, kind) => {
  expect(reasonKind({ outcome, exchanges: statuses.map((status) => ({ status })) })).toBe(kind);
});
