import { expect, test } from "vitest";
import {
  changeDrafts,
  type Drafts,
  type DraftsChange,
} from "@/components/admin/contacts/questions/change-drafts";
import { draftOf, entryOf, keptOf } from "@/components/admin/contacts/questions/draft";
import { faultCount, faultsOf, faultsWithout } from "@/components/admin/contacts/questions/draft-faults";
import { offeredDrafts } from "@/components/admin/contacts/questions/offered-drafts";
import { suggestCode } from "@/components/admin/contacts/questions/suggest-code";
import type { EditedQuestion } from "@/lib/bodies/contact-questions";

const stored = (id: number, code: string, more: Partial<EditedQuestion> = {}): EditedQuestion => ({
  id,
  code,
  description: `What about ${code}?`,
  datatype: "string",
  datatypeDescription: "",
  required: false,
  variable: true,
  automated: "",
  protected: false,
  stopsForm: false,
  values: [],
  ...more,
});

const start = (...questions: EditedQuestion[]): Drafts => ({ drafts: questions.map(draftOf), next: 0 });
const after = (state: Drafts, ...changes: DraftsChange[]): Drafts => changes.reduce(changeDrafts, state);
const codes = ({ drafts }: Drafts) => keptOf(drafts).map(({ code }) => code);

test.each([
  ["How large is it?", "how_large_is_it"],
  ["  Größe (cm)  ", "große_cm"],
  ["Est-ce déjà là ?", "est_ce_deja_la"],
  ["???", "question"],
  ["lamp", "lamp_3"],
  ["x".repeat(60), "x".repeat(40)],
])("from %j the code %j is made", (words, code) => {
  expect(suggestCode(words, new Set(["lamp", "lamp_2"]), "question")).toBe(code);
});

test("a new question's code follows its words until somebody writes one; a stored one's never does", () => {
  const edit = (uid: string, patch: object): DraftsChange => ({ type: "edit", uid, patch });
  let state = after(
    start(stored(1, "lamp")),
    { type: "add", kind: "question" },
    edit("n0", { description: "Lamp" }),
  );
  expect(codes(state)).toEqual(["lamp", "lamp_2"]);
  state = after(state, edit("n0", { code: "L7", ownCode: true }), edit("n0", { description: "Which lamp?" }));
  state = after(state, edit("q1", { description: "Other words" }));
  expect(codes(state)).toEqual(["lamp", "L7"]);
});

test("answers are added, named, moved and taken away; their keys follow their words", () => {
  const name = (value: string, words: string): DraftsChange => ({
    type: "editValue",
    uid: "n0",
    value,
    patch: { name: words },
  });
  let state = after(start(), { type: "add", kind: "question" }, name("n0v0", "Out"), name("n0v1", "Out!"));
  const values = () => state.drafts[0]?.values.map((value) => [value.key, value.name]);
  expect(values()).toEqual([
    ["out", "Out"],
    ["out_2", "Out!"],
  ]);
  const { next } = state;
  state = after(state, { type: "addValue", uid: "n0" }, name(`n0w${next}`, "Dim"));
  state = after(state, { type: "moveValue", uid: "n0", value: `n0w${next}`, by: -1 });
  state = after(state, { type: "removeValue", uid: "n0", value: "n0v0" });
  expect(values()).toEqual([
    ["dim", "Dim"],
    ["out_2", "Out!"],
  ]);
});

test("questions change places, are doubled, and what is deleted can be had back where it was", () => {
  let state = after(start(stored(1, "a"), stored(2, "b"), stored(3, "c")), {
    type: "move",
    uid: "q3",
    to: "q1",
  });
  expect(codes(state)).toEqual(["c", "a", "b"]);
  state = after(state, { type: "delete", uid: "q1" });
  expect(codes(state)).toEqual(["c", "b"]);
  // Beside one that is deleted, a move leads past it.
  state = after(state, { type: "move", uid: "q2", to: "q3" }, { type: "undelete", uid: "q1" });
  expect(codes(state)).toEqual(["b", "c", "a"]);
  state = after(state, { type: "duplicate", uid: "q2" });
  expect(state.drafts[1]).toMatchObject({
    id: null,
    uid: "n0",
    description: "What about b?",
    code: "what_about_b",
  });
});

test("what a kind of question does not have is not saved, but comes back with the kind", () => {
  const values = [{ key: "x", name: "X", stops: "Call us." }];
  const list = stored(1, "list", { datatype: "singlevaluelist", required: true, values });
  let state = after(start(list), { type: "edit", uid: "q1", patch: { variable: false, stopsForm: true } });
  const entry = () => state.drafts.map(entryOf)[0];
  expect(entry()).toMatchObject({ variable: false, stopsForm: true, required: false, values: [] });
  state = after(state, { type: "edit", uid: "q1", patch: { variable: true } });
  expect(entry()).toEqual(list);
});

test("a fault is found by the place at which its question was sent, and goes when the question is changed", () => {
  const values = [{ key: "", name: "X" }];
  const { drafts } = start(stored(1, "a"), stored(2, "b", { datatype: "singlevaluelist", values }));
  const [a, b] = drafts;
  if (!a || !b) throw new Error("two questions");
  const faults = faultsOf(
    { "questions.0.values.0.key": "Must not be empty", "questions.1.code": "Doubled", note: "Why?" },
    [b, a],
  );
  expect(faults).toEqual({ "q2v0-key": "Must not be empty", "q1-code": "Doubled" });
  expect([faultCount(faults, a), faultCount(faults, b)]).toEqual([1, 1]);
  expect(faultsWithout(faults, "q2", b.values)).toEqual({ "q1-code": "Doubled" });
});

test("the preview is what the form would be given: no deleted questions, none that we fill, stops included", () => {
  const values = [
    { key: "same", name: "A", stops: "Call us." },
    { key: "same", name: "" },
  ];
  const state = after(
    start(
      stored(1, "x", { datatype: "singlevaluelist", values }),
      stored(2, "x", { automated: "server_set" }),
      stored(3, "gone"),
      stored(4, "", { variable: false, stopsForm: true, description: "" }),
    ),
    { type: "delete", uid: "q3" },
  );
  expect(offeredDrafts(state.drafts, "New")).toMatchObject([
    {
      code: "q1",
      values: [
        { key: "q1v0", name: "A", stops: "Call us." },
        { key: "q1v1", name: "…" },
      ],
    },
    { code: "q4", variable: false, stopsForm: true, description: "New" },
  ]);
});
