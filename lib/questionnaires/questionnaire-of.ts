import { findToken, type Token } from "@/lib/auth/tokens";
import { db, type Prisma, type Tx } from "@/lib/db";

const asked = {
  id: true,
  reportId: true,
  userId: true,
  answeredAt: true,
  stateAfter: true,
  everReported: true,
  report: {
    select: { id: true, title: true, language: true, state: true, visibility: true, confirmedAt: true },
  },
} as const satisfies Prisma.QuestionnaireSelect;

export type Questionnaire = Prisma.QuestionnaireGetPayload<{ select: typeof asked }> & {
  /** Nobody has asked this person before whether it was their first report. */
  askBefore: boolean;
  /** They are going to be asked once more. */
  again: boolean;
};

/** What a mailed link asks about. Null when the link is of no use, or the report has been taken down. */
export async function questionnaireOf(text: string, now: Date = new Date()): Promise<Questionnaire | null> {
  const token = await askingToken(text, now);
  if (!token) return null;
  const found = await db.questionnaire.findUnique({
    where: { id: token.questionnaireId },
    select: asked,
  });
  if (!found || found.report.visibility === "hidden" || found.report.visibility === "unconfirmed")
    return null;
  const { userId, reportId } = found;
  const [known, later] = await Promise.all([
    db.questionnaire.count({ where: { userId, everReported: { not: null } } }),
    db.questionnaire.count({ where: { reportId, id: { gt: found.id } } }),
  ]);
  return { ...found, askBefore: known === 0, again: later > 0 };
}

export async function askingToken(
  text: string,
  now: Date,
): Promise<(Token & { questionnaireId: number }) | null> {
  const token = await findToken(text, now);
  if (token?.kind !== "questionnaire" || token.questionnaireId === null) return null;
  return { ...token, questionnaireId: token.questionnaireId };
}

/** Locks a questionnaire, so that it is answered once. */
export async function lockQuestionnaire(tx: Tx, id: number) {
  await tx.$queryRaw`select id from "Questionnaire" where id = ${id} for no key update`;
  return tx.questionnaire.findUnique({
    where: { id },
    select: { id: true, reportId: true, userId: true, answeredAt: true },
  });
}
