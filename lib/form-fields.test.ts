import { expect, test } from "vitest";
import { z } from "zod";
import { listOf, orNull, RowId, Ticked } from "@/lib/form-fields";

test.each([
  ["on", true],
  ["true", true],
  ["", false],
  ["false", false],
  ["0", false],
  [undefined, false],
  [true, true],
  [false, false],
])("a box that sends %j is ticked: %j", (sent, ticked) => {
  expect(Ticked.parse(sent)).toBe(ticked);
  expect(z.object({ box: Ticked }).parse({ box: sent })).toEqual({ box: ticked });
});

test("an empty or absent field is null, a full one is checked", () => {
  const field = z.object({ id: orNull(RowId) });
  expect(field.parse({ id: " " })).toEqual({ id: null });
  expect(field.parse({})).toEqual({ id: null });
  expect(field.parse({ id: null })).toEqual({ id: null });
  expect(field.parse({ id: "12" })).toEqual({ id: 12 });
  expect(field.safeParse({ id: "no" }).success).toBe(false);
});

test("none, one or several of a name are a list, each once", () => {
  const field = z.object({ ids: listOf(RowId) });
  expect(field.parse({})).toEqual({ ids: [] });
  expect(field.parse({ ids: "3" })).toEqual({ ids: [3] });
  expect(field.parse({ ids: ["3", "", "4", "3"] })).toEqual({ ids: [3, 4] });
  expect(field.parse({ ids: [5] })).toEqual({ ids: [5] });
});

test.each(["", "0", "-1", "1.5", "x"])("%j is no row's number", (text) => {
  expect(RowId.safeParse(text).success).toBe(false);
});
