import { expect, test } from "vitest";
import { largestId, rowIdIn } from "@/lib/row-id";

test.each([
  ["7", 7],
  [" 7\n", 7],
  ["007", 7],
  [String(largestId), largestId],
  [String(largestId + 1), null],
  ["99999999999", null],
  ["0", null],
  ["-1", null],
  ["+1", null],
  ["1.0", null],
  ["0x10", null],
  ["1e3", null],
  ["٣", null],
  ["", null],
])("the row that %j names is %j", (text, id) => {
  expect(rowIdIn(text)).toBe(id);
});
