import { expect, test } from "vitest";
import { oneLine, severalLines } from "@/lib/plain-text";

test("of several lines remain lines: without blanks at their ends, control characters and more than one empty line in a row", () => {
  expect(severalLines(" a \t\r\nb\u00a0\r\n \n\n\u0007\nc\r d ")).toBe("a\nb\n\nc\n d");
  expect(oneLine(" a\t \r\n b\u0000c\u00a0 ")).toBe("a bc");
});

test("text that somebody made long on purpose takes no longer than its length", { timeout: 3_000 }, () => {
  const blanks = " ".repeat(300_000);
  const started = performance.now();
  expect(severalLines(`a${blanks}b`)).toBe(`a${blanks}b`);
  expect(severalLines(`a${"\n ".repeat(150_000)}b`)).toBe("a\n\n b");
  expect(oneLine(`a${blanks}b`)).toBe("a b");
  expect(performance.now() - started).toBeLessThan(2_000);
});
