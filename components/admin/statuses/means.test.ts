import { expect, test } from "vitest";
import { addedWord, meansOf, stillChanged, toSave } from "@/components/admin/statuses/means";

const view = {
  words: [
    { word: "wobbly", builtIn: { kind: "nothing", because: "unknown_word" }, own: null, seen: 3 },
    {
      word: "noise",
      builtIn: { kind: "nothing", because: "unknown_word" },
      own: { state: null, ignore: true },
      seen: 0,
    },
    {
      word: "open",
      builtIn: { kind: "state", state: "confirmed" },
      own: { state: null, ignore: false },
      seen: 9,
    },
    {
      word: "done",
      builtIn: { kind: "nothing", because: "unknown_word" },
      own: { state: "closed", ignore: false },
      seen: 0,
    },
  ],
} as const;
const words = { words: [...view.words] };

test("what a word means is its own row, or what it means by itself", () => {
  expect(view.words.map(meansOf)).toEqual(["built-in", "ignore", "unchanged", "closed"]);
});

test("saved is all that does not mean what it means by itself, changed and added words too", () => {
  expect(toSave(words, {})).toEqual([
    { word: "noise", means: "ignore" },
    { word: "open", means: "unchanged" },
    { word: "done", means: "closed" },
  ]);
  expect(toSave(words, { open: "built-in", wobbly: "planned", fresh: "ignore", idle: "built-in" })).toEqual([
    { word: "wobbly", means: "planned" },
    { word: "noise", means: "ignore" },
    { word: "done", means: "closed" },
    { word: "fresh", means: "ignore" },
  ]);
});

test("a change that is saved, or that somebody else made as well, is none any more; the others stay", () => {
  expect(
    stillChanged(words, { done: "closed", open: "planned", fresh: "built-in", other: "ignore" }),
  ).toEqual({
    open: "planned",
    other: "ignore",
  });
});

test("an added word is put into the one spelling, and is neither empty, nor too long, nor there already", () => {
  expect(addedWord("  No Further-Action ", [])).toEqual({
    ok: true,
    row: {
      ...{ word: "no_further_action", own: null, seen: 0 },
      builtIn: { kind: "state", state: "unable_to_fix" },
    },
  });
  expect(addedWord("WOBBLY", ["wobbly"])).toEqual({ ok: false, fault: "there", word: "wobbly" });
  expect(addedWord(" - ", [])).toMatchObject({ ok: false, fault: "empty" });
  expect(addedWord("x".repeat(101), [])).toMatchObject({ ok: false, fault: "long" });
});
