import { expect, test } from "vitest";
import type { Definition } from "@/lib/sync/services/service-list";
import type { KnownQuestion } from "@/lib/sync/services/sync-plan";
import { asks, attribute, contact, plan, question, service } from "@/lib/testing/service-lists";

/** The questions planned for a contact that has `known`; null = as they are. */
const followed = (known: KnownQuestion[], definition: Definition) => {
  const planned = plan(
    [service("Q-1", "Asks", { definition })],
    [contact("Q-1", "Asks", { questions: known })],
  );
  return { questions: planned.changes[0]?.questions ?? null, planned };
};

test("AC-137: questions are kept in the order of the list, without the colon, and are not a change the second time", () => {
  const { definition } = asks(
    attribute("b", { order: 2, description: "Größe (très précisément):" }),
    attribute("a", { order: 1, description: "Colour:" }),
  );
  const { questions } = followed([], definition);
  expect(questions?.map(({ code, description }) => [code, description])).toEqual([
    ["a", "Colour"],
    ["b", "Größe (très précisément)"],
  ]);
  const stored = questions?.map((one, place) => ({ ...one, id: place + 1 })) ?? [];
  expect(followed(stored, definition)).toMatchObject({ questions: null, planned: { unchanged: ["Q-1"] } });
});

test("AC-137: a service that asks nothing any more leaves protected questions only", () => {
  const own = question(2, "own", { protected: true });
  expect(followed([question(1, "a"), own], { kind: "none" }).questions).toEqual([own]);
  expect(followed([own], { kind: "none" }).questions).toBeNull();
});

test.each<[string, Definition]>([
  ["is empty", { kind: "read", attributes: [], unread: 0 }],
  ["could not be read", { kind: "failed", reason: "500" }],
  ["is not spoken of", { kind: "unsaid" }],
])("AC-137: a definition that %s leaves the questions as they are", (_, definition) => {
  const { questions, planned } = followed([question(1, "a")], definition);
  expect(questions).toBeNull();
  expect(planned.unchanged).toEqual(["Q-1"]);
});

test("a protected question keeps its words in the definition's place, the other protected ones follow by code and number", () => {
  const known = [
    question(1, "z", { protected: true, description: "Ours, last", order: 9 }),
    question(2, "b", { protected: true, description: "Our words", order: 5 }),
    question(3, "y", { protected: true, order: 9 }),
    question(4, "old"),
  ];
  const { questions } = followed(
    known,
    asks(attribute("c", { order: 6 }), attribute("b", { order: 1 })).definition,
  );
  expect(questions?.map(({ code, id, description }) => [code, id, description])).toEqual([
    ["b", 2, "Our words"],
    ["c", null, "What about c?"],
    ["y", 3, "What about y?"],
    ["z", 1, "Ours, last"],
  ]);
});

test("AC-141: an answer that closes the form brings its message along", () => {
  const values = [
    { key: "1", name: "Yes", disableMessage: "<p>Call us at once.</p>" },
    { key: "2", name: "No" },
    { key: "2", name: "Not at all" },
  ];
  const { questions } = followed(
    [],
    asks(attribute("danger", { datatype: "singlevaluelist", values })).definition,
  );
  expect(questions?.[0]?.values).toEqual([
    { key: "1", name: "Yes", stops: "Call us at once." },
    { key: "2", name: "No" },
  ]);
});

test("what we know ourselves is asked of nobody, also where the list does not say so", () => {
  const { questions } = followed(
    [],
    asks(
      attribute("fixmystreet_id"),
      attribute("easting"),
      attribute("asset", { automated: "hidden_field" }),
      attribute("title", { automated: "server_set" }),
      attribute("colour"),
    ).definition,
  );
  expect(questions?.map(({ automated }) => automated)).toEqual([
    "server_set",
    "server_set",
    "hidden_field",
    "server_set",
    "",
  ]);
});

test("a question that cannot be asked is left out, a choice of nothing is asked in words", () => {
  const { questions, planned } = followed(
    [],
    asks(attribute("two words"), attribute("pick", { datatype: "singlevaluelist" })).definition,
  );
  expect(questions?.map(({ code, datatype }) => [code, datatype])).toEqual([["pick", "string"]]);
  expect(planned.remarks.map(({ kind }) => kind)).toEqual(["unusable_question", "no_values"]);
});
