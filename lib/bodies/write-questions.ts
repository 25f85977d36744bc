import type { QuestionEntry } from "@/lib/bodies/question-entry";
import type { Tx } from "@/lib/db";

/** `id`: the row it already has; null = it is new. */
export type QuestionToWrite = QuestionEntry & { id: number | null };

/** Writes a contact's questions: the list is the whole list. A question that stays keeps its row, also under a new code. */
export async function writeQuestions(
  tx: Tx,
  contactId: number,
  questions: readonly QuestionToWrite[],
): Promise<void> {
  const kept = questions.flatMap(({ id }) => (id === null ? [] : [id]));
  await tx.question.deleteMany({ where: { contactId, id: { notIn: kept } } });
  await freeCodes(tx, contactId, questions);
  for (const { id, code, automated, values, ...columns } of questions) {
    const data = {
      ...columns,
      code,
      automated: automated === "" ? ("asked" as const) : automated,
      values: values.map(({ key, name, stops }) => ({ key, name, ...(stops !== undefined && { stops }) })),
    };
    if (id === null) await tx.question.create({ data: { ...data, contactId } });
    else await tx.question.update({ where: { id, contactId }, data });
  }
}

/** Two questions may change their codes with each other: until then they have none that anybody could want. */
async function freeCodes(tx: Tx, contactId: number, questions: readonly QuestionToWrite[]): Promise<void> {
  const codes = new Map(questions.map(({ id, code }) => [id, code]));
  const rows = await tx.question.findMany({ where: { contactId }, select: { id: true, code: true } });
  for (const { id, code } of rows) {
    if (codes.get(id) !== code)
      await tx.question.update({ where: { id }, data: { code: `(${id} changes)` } });
  }
}
