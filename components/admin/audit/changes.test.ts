import { expect, test } from "vitest";
import { changesOf } from "@/components/admin/audit/changes";

test.each([
  ["a value", { name: "A", same: 1 }, { name: "B", same: 1 }, [{ key: "name", was: "A", is: "B" }]],
  ["a value that is new", { name: "A" }, { name: "A", hint: "x" }, [{ key: "hint", was: "", is: "x" }]],
  ["a thing that is gone", { hint: "x" }, null, [{ key: "hint", was: "x", is: "" }]],
  ["what is not said again stayed as it was", { name: "A", hint: "x" }, { name: "A" }, []],
  ["a part that is gone", { a: { b: 1 } }, { a: {} }, [{ key: "a.b", was: "1", is: "" }]],
  ["a value that became empty", { hint: "x" }, { hint: null }, [{ key: "hint", was: "x", is: "" }]],
  ["a list of words", { groups: ["a"] }, { groups: ["a", "b"] }, [{ key: "groups", was: "a", is: "a, b" }]],
  ["something deep inside", { a: [{ b: 1 }] }, { a: [{ b: 2 }] }, [{ key: "a.0.b", was: "1", is: "2" }]],
  ["a thing that was made", null, { name: "A" }, [{ key: "name", was: undefined, is: "A" }]],
  ["nothing", { name: "A" }, { name: "A" }, []],
])("%s", (_, before, after, expected) => {
  expect(changesOf(before, after)).toEqual(expected);
});
