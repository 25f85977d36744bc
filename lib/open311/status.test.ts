import { expect, test } from "vitest";
import { normaliseStatus } from "@/lib/open311/status";

test.each([
  ["Open", "open"],
  ["OPEN", "open"],
  [" In Progress ", "in_progress"],
  ["action-scheduled", "action_scheduled"],
  ["NOT_COUNCILS_RESPONSIBILITY", "not_councils_responsibility"],
  ["weird  word", "weird_word"],
  [" ", undefined],
  [null, undefined],
])("the status %s is %s", (word, expected) => {
  expect(normaliseStatus(word)).toBe(expected);
});
