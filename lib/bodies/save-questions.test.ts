import "@/lib/testing/database";
import { expect, test } from "vitest";
import { type Actor, job } from "@/lib/actor";
import { contactHistory } from "@/lib/bodies/contact-history";
import { contactQuestions, type EditedQuestion } from "@/lib/bodies/contact-questions";
import { offerAt } from "@/lib/bodies/offer";
import { numbered, QuestionsChange, saveQuestions } from "@/lib/bodies/save-questions";
import { makeArea, makeBody, makeContact, makeDelivery, makeReport, makeUser } from "@/lib/testing/factories";

const machine = job("test");

const question = (code: string, more: Partial<EditedQuestion> = {}): EditedQuestion => ({
  id: null,
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

const asked = async (contactId: number) => (await contactQuestions(machine, contactId)).questions;

/** Saves what the editor would: what is there, changed by `edit`. */
async function edit(
  contactId: number,
  change: (questions: EditedQuestion[]) => EditedQuestion[],
  actor: Actor = machine,
) {
  const { version, questions } = await contactQuestions(machine, contactId);
  await saveQuestions(actor, { contactId, version, questions: change(questions), note: "As agreed." });
}

test("questions are added, changed, put in order and taken away in one go; what stays keeps its row", async () => {
  const { id } = await makeContact({
    questions: [
      { code: "lamp", description: "Which lamp?" },
      { code: "colour", description: "Which colour?" },
      { code: "gone", description: "Old" },
    ],
  });
  const before = await asked(id);
  await edit(id, ([lamp, colour]) => [
    question("since", { datatype: "datetime" }),
    { ...(colour as EditedQuestion), required: true },
    lamp as EditedQuestion,
  ]);
  const after = await asked(id);
  expect(after.map(({ code, required }) => [code, required])).toEqual([
    ["since", false],
    ["colour", true],
    ["lamp", false],
  ]);
  expect(after.map((one) => one.id).slice(1)).toEqual([before[1]?.id, before[0]?.id]);
});

test("two questions may change their codes with each other", async () => {
  const { id } = await makeContact({
    questions: [
      { code: "a", description: "First" },
      { code: "b", description: "Second" },
    ],
  });
  await edit(id, (all) => all.map((one) => ({ ...one, code: one.code === "a" ? "b" : "a" })));
  expect((await asked(id)).map(({ code, description }) => [code, description])).toEqual([
    ["b", "First"],
    ["a", "Second"],
  ]);
});

test.each([
  [
    [10, 20, 30],
    [10, 20, 30],
  ],
  [
    [10, undefined, 30],
    [10, 11, 30],
  ],
  [
    [5, 6, undefined],
    [5, 6, 7],
  ],
  [
    [30, 10],
    [0, 1],
  ],
  [
    [0, 0],
    [0, 1],
  ],
  [
    [undefined, undefined],
    [0, 1],
  ],
])("the numbers %j become %j", (given, expected) => {
  expect(numbered(given)).toEqual(expected);
});

test("whoever edits what somebody else has saved meanwhile is told so, and nothing is lost", async () => {
  const { id } = await makeContact({ questions: [{ code: "lamp", description: "Which lamp?" }] });
  const { version, questions } = await contactQuestions(machine, id);
  await edit(id, (all) => [...all, question("since")]);
  const mine = { contactId: id, version, questions: [...questions, question("mine")], note: "Mine" };
  await expect(saveQuestions(machine, mine)).rejects.toMatchObject({ code: "conflict" });
  expect((await asked(id)).map(({ code }) => code)).toEqual(["lamp", "since"]);
});

test("what a form could not ask is refused at the question and the answer", () => {
  const result = QuestionsChange.safeParse({
    contactId: 1,
    version: "v",
    note: "n",
    questions: [
      question("two words", { description: " " }),
      question("list", { datatype: "singlevaluelist" }),
      question("list", {
        datatype: "multivaluelist",
        values: [
          { key: "a", name: "A" },
          { key: "a", name: " " },
          { key: "", name: "C" },
        ],
      }),
      question("stop", { stopsForm: true }),
      question("server", { automated: "server_set", datatype: "singlevaluelist" }),
    ],
  });
  expect(result.error?.issues.map(({ path }) => path.join(".")).sort()).toEqual([
    "questions.0.code",
    "questions.0.description",
    "questions.1.values",
    "questions.2.code",
    "questions.2.values.1.key",
    "questions.2.values.1.name",
    "questions.2.values.2.key",
    "questions.3.stopsForm",
  ]);
});

test("the history tells each question's change in words", async () => {
  const { id } = await makeContact({
    questions: [
      { code: "lamp", description: "Which lamp?" },
      { code: "old", description: "Old?" },
    ],
  });
  await edit(id, ([lamp]) => [
    {
      ...(lamp as EditedQuestion),
      datatype: "singlevaluelist",
      values: [{ key: "x", name: "Out", stops: "Call us." }],
    },
    question("new"),
  ]);
  const [entry] = (await contactHistory(machine, id)).items;
  expect(entry).toMatchObject({ action: "contacts.questions", note: "As agreed.", by: "test" });
  expect(entry?.changes).toEqual(
    expect.arrayContaining([
      { what: "Question lamp, kind of answer", was: "Short text", is: "One of a list" },
      { what: "Question lamp, answers to choose from", was: "nothing", is: "Out (stops the form)" },
      { what: "Question old", was: "Old?", is: null },
      { what: "Question new", was: null, is: "What about new?" },
    ]),
  );
  expect(entry?.changes).toHaveLength(4);
});

test("the public form asks what was saved, in that order", async () => {
  const box = [4, 50, 4.05, 50.05] as const;
  const body = await makeBody({ areas: [await makeArea({ box })] });
  const { id } = await makeContact({ bodyId: body.id });
  const notice = question("closed", { variable: false, stopsForm: true, description: "Call 101." });
  await edit(id, () => [notice, question("hidden", { automated: "server_set" }), question("size")]);
  const { categories } = await offerAt({ lat: 50.02, lon: 4.02 });
  expect(categories[0]?.questions.map(({ code, stopsForm }) => [code, stopsForm])).toEqual([
    ["closed", true],
    ["size", false],
  ]);
});

test("the editor is told how many reports have answers, and who else asks in the same form", async () => {
  const area = await makeArea();
  const body = await makeBody({ areas: [area] });
  const county = await makeBody({ areas: [area], name: "The county" });
  const contact = await makeContact({
    bodyId: body.id,
    questions: [{ code: "lamp", description: "Which lamp?" }],
  });
  const { id, categoryId } = contact;
  await makeContact({
    bodyId: county.id,
    categoryId,
    questions: [{ code: "road", description: "Which road?" }],
  });
  await makeContact({ categoryId, questions: [{ code: "far", description: "Far away?" }] });
  for (const value of ["7", "0"]) {
    const answers = [{ code: "lamp", description: "Which lamp?", value }];
    const report = await makeReport({ categoryId, answers });
    await makeDelivery({ reportId: report.id, bodyId: body.id, contactId: id });
  }
  const found = await contactQuestions(machine, id);
  expect(found.answered).toEqual({ lamp: 2 });
  expect(found.alsoAsking).toEqual(["The county"]);
});

test("another's question cannot be taken over, and only who may change the contact may save", async () => {
  const { id, bodyId, categoryId } = await makeContact();
  const other = await makeContact({ questions: [{ code: "theirs", description: "Theirs" }] });
  const [theirs] = await asked(other.id);
  await expect(edit(id, () => [theirs as EditedQuestion])).rejects.toMatchObject({ code: "invalid" });
  const { id: userId } = await makeUser({ bodyId });
  const staff = { kind: "staff", userId, superuser: false, bodyId, permissions: ["contact:edit"] } as const;
  await edit(id, () => [question("mine")], staff);
  const strangers: Actor[] = [
    { ...staff, bodyId: other.bodyId },
    { ...staff, permissions: ["body:edit"] },
    { ...staff, categoryIds: [other.categoryId] },
    { kind: "citizen", userId },
    { kind: "anonymous" },
  ];
  for (const actor of strangers) {
    await expect(edit(id, () => [], actor)).rejects.toMatchObject({ code: "forbidden" });
    await expect(contactQuestions(actor, id)).rejects.toMatchObject({ code: "forbidden" });
  }
  await edit(id, () => [], { ...staff, categoryIds: [categoryId] });
  expect(await asked(id)).toEqual([]);
});
