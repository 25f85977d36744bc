import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { authorize } from "@/lib/auth/permissions";
import { lockContact } from "@/lib/bodies/change-contact";
import { ChangeNote } from "@/lib/bodies/contact-fields";
import { questionsOf, questionsVersion } from "@/lib/bodies/contact-questions";
import { doublesIn } from "@/lib/bodies/doubles";
import { QuestionEntry, questionEntry } from "@/lib/bodies/question-entry";
import { writeQuestions } from "@/lib/bodies/write-questions";
import { type Changes, changesBetween } from "@/lib/changes";
import { db } from "@/lib/db";
import { DomainError, invalid } from "@/lib/errors";
import { translator } from "@/lib/messages";

const t = translator("adminContacts");

/** A question of the editor: those that were there bring their id. Where a file is lenient, a form for people is not. */
const EditedEntry = QuestionEntry.safeExtend({ id: z.int().positive().nullable() }).superRefine(
  ({ values, variable, datatype }, context) => {
    if (!variable || !datatype.endsWith("valuelist")) return;
    for (const [place, { name }] of values.entries()) {
      if (name.trim() === "")
        context.addIssue({ code: "custom", path: ["values", place, "name"], message: t("faults.empty") });
    }
    for (const place of doublesIn(values.map(({ key }) => key)).keys()) {
      context.addIssue({ code: "custom", path: ["values", place, "key"], message: t("faults.sameKey") });
    }
  },
);

export const QuestionsChange = z.object({
  contactId: z.int().positive(),
  /** As the editor was given it. */
  version: z.string(),
  /** All that are to be there afterwards, in their order. */
  questions: z
    .array(EditedEntry)
    .max(200)
    .superRefine((questions, context) => {
      for (const place of doublesIn(questions.map(({ code }) => code)).keys()) {
        context.addIssue({ code: "custom", path: [place, "code"], message: t("faults.sameCode") });
      }
    }),
  note: ChangeNote,
});
export type QuestionsChange = z.output<typeof QuestionsChange>;

/**
 * Saves a contact's questions, all at once: the list is the whole list. A question that stays keeps its row, and its number in
 * the order as long as the numbers still rise.
 * @throws DomainError `not_found`, `forbidden`, `conflict` when somebody else (or the back end's list) changed them meanwhile
 */
export async function saveQuestions(actor: Actor, input: QuestionsChange): Promise<void> {
  const { contactId, version, note } = input;
  await db.$transaction(async (tx) => {
    const contact = await lockContact(tx, contactId);
    authorize(actor, "contact:edit", { bodyIds: [contact.bodyId], categoryId: contact.categoryId });
    const rows = await questionsOf(tx, contactId);
    if (questionsVersion(rows) !== version) {
      const meanwhile = t("faults.questionsMeanwhile");
      throw new DomainError("conflict", meanwhile, { version: meanwhile });
    }
    const known = new Map(rows.map((row) => [row.id, row]));
    if (input.questions.some(({ id }) => id !== null && !known.has(id))) throw invalid(t("faults.form"));
    const orders = numbered(
      input.questions.map(({ id }) => (id === null ? undefined : known.get(id)?.order)),
    );
    await writeQuestions(
      tx,
      contactId,
      input.questions.map((question, place) => ({ ...question, order: orders[place] ?? place })),
    );
    const now = await questionsOf(tx, contactId);
    await tx.contact.update({ where: { id: contactId }, data: { note } });
    await record(tx, actor, "contacts.questions", {
      bodyId: contact.bodyId,
      contactId,
      subject: { category: contact.category.name },
      ...questionChanges(rows.map(questionEntry), now.map(questionEntry)),
      note,
    });
  });
}

/** Numbers that rise: those there are where they do already (a back end counts by its own), else 0, 1, 2 … New ones follow on. */
export function numbered(orders: readonly (number | undefined)[]): number[] {
  const given: number[] = [];
  for (const order of orders) given.push(order ?? (given.at(-1) ?? -1) + 1);
  const rise = given.every((order, place) => place === 0 || order > (given[place - 1] ?? 0));
  return rise ? given : given.map((_, place) => place);
}

/** By code, what of each question is another than it was; a question that came or went stands on one side only. */
export function questionChanges(before: readonly QuestionEntry[], after: readonly QuestionEntry[]): Changes {
  const was = new Map(before.map((entry) => [entry.code, entry]));
  const is = new Map(after.map((entry) => [entry.code, entry]));
  const all: Changes = { before: {}, after: {} };
  for (const code of new Set([...was.keys(), ...is.keys()])) {
    const [first, second] = [was.get(code), is.get(code)];
    const changes = second && changesBetween(first ?? {}, second);
    if (first && !second) all.before = { ...all.before, [code]: first };
    if (first && changes) all.before = { ...all.before, [code]: changes.before };
    if (changes) all.after = { ...all.after, [code]: changes.after };
  }
  return all;
}
