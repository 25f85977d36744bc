import { z } from "zod";
import { record } from "@/lib/audit";
import { markUsed } from "@/lib/auth/tokens";
import { db, type Tx } from "@/lib/db";
import { judgeAtGate } from "@/lib/delivery/gate";
import { notFound } from "@/lib/errors";
import { listOf, orNull, Ticked } from "@/lib/form-fields";
import { translator } from "@/lib/messages";
import { maxPhotos } from "@/lib/photos/attach";
import { severalLines } from "@/lib/plain-text";
import { askingToken, lockQuestionnaire } from "@/lib/questionnaires/questionnaire-of";
import { askAfterDays, unsettled } from "@/lib/questionnaires/send-questionnaires";
import { kindOf, mayMove } from "@/lib/reports/states";
import { append } from "@/lib/updates/append";
import { writeUpdate } from "@/lib/updates/write-update";
import type { ReportState } from "@/prisma/generated/enums";

const t = translator("questionnaire");

export const QuestionnaireAnswer = z.object({
  /** The secret part of the mailed link. */
  token: z.string().max(200),
  fixed: z.enum(["yes", "no", "unknown"], { error: t("refused.fixed") }),
  text: z
    .string()
    .default("")
    .transform(severalLines)
    .pipe(z.string().max(4_000, t("refused.text"))),
  photoIds: listOf(z.string()).pipe(z.array(z.string()).max(maxPhotos, t("refused.photos"))),
  /** Whether they had ever reported anything to a council before; null where they did not say. */
  everReported: orNull(z.enum(["yes", "no"])),
  again: Ticked,
});
export type QuestionnaireAnswer = z.output<typeof QuestionnaireAnswer>;

/** What a yes or a no would make of the report; null = it stays as it is. */
function wantedBy(fixed: QuestionnaireAnswer["fixed"], state: ReportState): ReportState | null {
  const wanted =
    fixed === "yes" ? "fixed_user" : fixed === "no" && kindOf(state) === "fixed" ? "confirmed" : null;
  return wanted && mayMove("reporter", state, wanted) ? wanted : null;
}

/**
 * Takes a reporter's answer, once: what they said, and a change of state, is an update of theirs; an answer that says and changes
 * nothing is only counted. Whoever wants to be asked again has the next question laid down. The link proves who answers.
 * @returns false when it had been answered before: then nothing changes
 * @throws DomainError `not_found` when the link is of no use or the report has been taken down, `invalid` for a photo that is gone
 */
export async function answerQuestionnaire(
  input: QuestionnaireAnswer,
  now: Date = new Date(),
): Promise<{ reportId: number; taken: boolean }> {
  const found = await askingToken(input.token, now);
  if (!found) throw notFound(translator("refusals")("link"));
  return db.$transaction(async (tx) => {
    const report = await lockOf(tx, found.questionnaireId);
    const asked = await lockQuestionnaire(tx, found.questionnaireId);
    if (!report?.reporter || !asked || asked.userId !== report.reporter.id) {
      throw notFound(translator("refusals")("link"));
    }
    if (asked.answeredAt) return { reportId: report.id, taken: false };
    const state = await say(tx, { ...report, reporter: report.reporter }, input, now);
    const { fixed, everReported, again } = input;
    await tx.questionnaire.update({
      where: { id: asked.id },
      data: {
        answeredAt: now,
        stateAfter: state,
        everReported: everReported === null ? null : everReported === "yes",
      },
    });
    if (again && unsettled.includes(state)) await layDown(tx, report.id, asked.userId, state, now);
    await markUsed(tx, found.id, now);
    await record(tx, { kind: "citizen", userId: asked.userId }, "questionnaire.answer", {
      reportId: report.id,
      subject: { questionnaireId: asked.id },
      before: { state: report.state },
      after: { state, fixed },
    });
    return { reportId: report.id, taken: true };
  });
}

/** The report that is asked about, locked until the transaction ends; null for one that has been taken down. */
async function lockOf(tx: Tx, questionnaireId: number) {
  await tx.$queryRaw`
    select r.id from "Questionnaire" q join "Report" r on r.id = q."reportId" where q.id = ${questionnaireId}
    for no key update of r`;
  return tx.report.findFirst({
    where: { questionnaires: { some: { id: questionnaireId } }, visibility: { in: ["public", "private"] } },
    select: {
      ...{ id: true, state: true, title: true, name: true, showName: true, phone: true, language: true },
      reporter: { select: { id: true, email: true, phone: true } },
    },
  });
}

type Asked = NonNullable<Awaited<ReturnType<typeof lockOf>>> & { reporter: { id: number } };

/** Makes an update of what was said, if anything was. @returns the state that the report is in then */
async function say(tx: Tx, report: Asked, input: QuestionnaireAnswer, now: Date): Promise<ReportState> {
  const { text, photoIds, fixed } = input;
  const wanted = wantedBy(fixed, report.state);
  if (wanted === null && text === "" && photoIds.length === 0) return report.state;
  const { name, showName, language, reporter } = report;
  const update = await writeUpdate(
    tx,
    {
      ...{ reportId: report.id, origin: "questionnaire", userId: reporter.id },
      ...{ name, showName, language, text, photoIds, wanted },
    },
    now,
  );
  const hidden = (await judgeAtGate(tx, [report])).size > 0;
  const { state } = await append(tx, report, { ...update, hidden }, now);
  return state;
}

/** The next question: it becomes one when its time has come, if the report is still as it is (lib/questionnaires/send-questionnaires.ts). */
async function layDown(
  tx: Tx,
  reportId: number,
  userId: number,
  state: ReportState,
  now: Date,
): Promise<void> {
  const askedAt = new Date(now.getTime() + askAfterDays * 86_400_000);
  await tx.questionnaire.create({ data: { reportId, userId, askedAt, stateBefore: state } });
}
