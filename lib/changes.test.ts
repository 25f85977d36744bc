import { expect, test } from "vitest";
import { changesBetween } from "@/lib/changes";

test("only what changed is told", () => {
  expect(
    changesBetween(
      { name: "A", areas: [1, 2], theme: {}, kept: 1 },
      { name: "B", areas: [1, 2], theme: { accent: "#000000" }, note: undefined },
    ),
  ).toEqual({ before: { name: "A", theme: {} }, after: { name: "B", theme: { accent: "#000000" } } });
});

test("nothing changed is null; absent and null are the same", () => {
  expect(changesBetween({ name: "A" }, { name: "A", replyTo: null })).toBeNull();
});

test("dates are told as text", () => {
  const day = new Date("2026-11-24T10:00:00Z");
  expect(changesBetween({ at: day }, { at: null })).toEqual({
    before: { at: "2026-11-24T10:00:00.000Z" },
    after: { at: null },
  });
});
