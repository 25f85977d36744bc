import "@/lib/testing/database";
import { expect, test } from "vitest";
import { createToken, tokenText } from "@/lib/auth/tokens";
import { db, type Prisma } from "@/lib/db";
import { answerQuestionnaire, QuestionnaireAnswer } from "@/lib/questionnaires/answer";
import { questionnaireOf } from "@/lib/questionnaires/questionnaire-of";
import { makeReport, makeUser } from "@/lib/testing/factories";
import type { ReportState } from "@/prisma/generated/enums";

const now = new Date("2026-11-28T10:00:00Z");
const in28days = new Date(now.getTime() + 28 * 86_400_000);

async function asked(report: Partial<Prisma.ReportUncheckedCreateInput> = {}) {
  const made = await makeReport({ name: "Ines", showName: true, language: "en", ...report });
  const { id, userId } = await db.questionnaire.create({
    data: { reportId: made.id, userId: made.reporterId ?? 0, askedAt: now, stateBefore: "confirmed" },
  });
  const link = { kind: "questionnaire", userId, questionnaireId: id } as const;
  return { report: made, id, link: tokenText(await createToken(db, { ...link, now, ttl: 86_400_000 })) };
}

const answer = (token: string, said: Record<string, unknown>) =>
  answerQuestionnaire(QuestionnaireAnswer.parse({ token, ...said }), now);
const read = (id: number) =>
  db.report.findUniqueOrThrow({ where: { id }, include: { updates: { include: { photos: true } } } });

test("“yes” is an update of the reporter's that marks the report as fixed, and its followers are told", async () => {
  const { report, id, link } = await asked({ state: "in_progress" });
  await answer(link, { fixed: "yes", text: " Mended\r\nwell. ", everReported: "no" });
  const after = await read(report.id);
  expect(after.state).toBe("fixed_user");
  expect(after.updates).toMatchObject([
    {
      ...{ origin: "questionnaire", visibility: "public", userId: report.reporterId, name: "Ines" },
      ...{ text: "Mended\nwell.", newState: "fixed_user", stateApplied: true, confirmedAt: now },
    },
  ]);
  expect(await db.questionnaire.findUnique({ where: { id } })).toMatchObject({
    ...{ answeredAt: now, stateAfter: "fixed_user", everReported: false },
  });
  const jobs = await db.$queryRaw<{ payload: object }[]>`
    select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'send-alerts'`;
  expect(jobs).toContainEqual({ payload: { reportId: report.id } });
});

test.each<[string, ReportState, string, string, ReportState, number]>([
  ["no to an open report, with words", "planned", "no", "Still there.", "planned", 1],
  ["no to an open report, without", "planned", "no", "", "planned", 0],
  ["no to one that was marked as fixed", "fixed_council", "no", "", "confirmed", 1],
  ["no to one that was closed, with words", "closed", "no", "But why?", "closed", 1],
  ["no to one that was closed, without", "closed", "no", "", "closed", 0],
  ["yes to one that was marked as fixed", "fixed_council", "yes", "", "fixed_council", 0],
  ["yes to one that was closed", "unable_to_fix", "yes", "", "unable_to_fix", 0],
  ["do not know", "confirmed", "unknown", "", "confirmed", 0],
  ["do not know, with words", "confirmed", "unknown", "Moved away.", "confirmed", 1],
])("%s: %s, “%s”", async (_, state, fixed, text, then, updates) => {
  const { report, id, link } = await asked({ state });
  await answer(link, { fixed, text });
  const after = await read(report.id);
  expect([after.state, after.updates.length]).toEqual([then, updates]);
  expect(await db.questionnaire.findUnique({ where: { id } })).toMatchObject({ stateAfter: then });
});

test("photos are an update too, and a photo that is gone is refused with nothing kept", async () => {
  const { report, id, link } = await asked();
  const photo = { id: crypto.randomUUID(), hash: "ab", width: 4, height: 3 };
  await db.photo.create({ data: photo });
  const gone = answer(link, { fixed: "no", photoIds: [crypto.randomUUID()] });
  await expect(gone).rejects.toMatchObject({ code: "invalid", fields: { photoIds: expect.any(String) } });
  expect(await db.questionnaire.findUnique({ where: { id } })).toMatchObject({ answeredAt: null });
  await answer(link, { fixed: "no", photoIds: photo.id });
  expect((await read(report.id)).updates).toMatchObject([{ text: "", photos: [{ id: photo.id }] }]);
});

test("an answer counts once, also when it is sent twice at a time", async () => {
  const { report, link } = await asked();
  const answers = await Promise.all([1, 2].map(() => answer(link, { fixed: "yes", again: "on" })));
  expect(answers.map(({ taken }) => taken).sort()).toEqual([false, true]);
  expect((await answer(link, { fixed: "no" })).taken).toBe(false);
  const after = await read(report.id);
  expect([after.state, after.updates.length]).toEqual(["fixed_user", 1]);
  expect(await db.questionnaire.count({ where: { reportId: report.id } })).toBe(1);
  expect(await db.auditEntry.count({ where: { reportId: report.id, action: "questionnaire.answer" } })).toBe(
    1,
  );
  expect(await questionnaireOf(link, now)).toMatchObject({ answeredAt: now, again: false });
});

test("whoever wants to be asked again has the next question laid down for four weeks later", async () => {
  const { report, id, link } = await asked({ state: "planned" });
  await answer(link, { fixed: "no", again: "on" });
  const [, next] = await db.questionnaire.findMany({
    where: { reportId: report.id },
    orderBy: { id: "asc" },
  });
  expect(next).toMatchObject({ askedAt: in28days, stateBefore: "planned", answeredAt: null });
  expect(await questionnaireOf(link, now)).toMatchObject({ id, again: true });
});

test("the page knows whether it has asked before, and opens for no other link and no hidden report", async () => {
  const { id: reporterId } = await makeUser();
  const first = await asked({ reporterId });
  expect(await questionnaireOf(first.link, now)).toMatchObject({ askBefore: true, answeredAt: null });
  await answer(first.link, { fixed: "unknown", everReported: "yes" });
  const second = await asked({ reporterId, visibility: "private" });
  expect(await questionnaireOf(second.link, now)).toMatchObject({ askBefore: false });
  await db.report.update({ where: { id: second.report.id }, data: { visibility: "hidden" } });
  expect(await questionnaireOf(second.link, now)).toBeNull();
  await expect(answer(second.link, { fixed: "yes" })).rejects.toMatchObject({ code: "not_found" });
  expect(await questionnaireOf("x.y", now)).toBeNull();
  const other = { kind: "sign_in", userId: reporterId, now, ttl: 60_000 } as const;
  const signIn = tokenText(await createToken(db, other));
  expect(await questionnaireOf(signIn, now)).toBeNull();
  await expect(answer(signIn, { fixed: "yes" })).rejects.toMatchObject({ code: "not_found" });
});

test("what somebody on the abuse list says is kept and shown to nobody", async () => {
  const { report, link } = await asked();
  const { email } = await db.user.findUniqueOrThrow({ where: { id: report.reporterId ?? 0 } });
  await db.abuseEntry.create({ data: { value: email ?? "" } });
  await answer(link, { fixed: "yes", text: "Rude words." });
  const after = await read(report.id);
  expect(after.state).toBe("confirmed");
  expect(after.updates).toMatchObject([{ visibility: "hidden" }]);
});

test("an answer says at least whether it has been fixed, and no more than fits", () => {
  const faults = (input: object) =>
    QuestionnaireAnswer.safeParse({ token: "x", ...input }).error?.issues.map(({ path }) => path.join("."));
  expect(faults({})).toEqual(["fixed"]);
  expect(faults({ fixed: "perhaps" })).toEqual(["fixed"]);
  expect(faults({ fixed: "no", text: "x".repeat(4_001) })).toEqual(["text"]);
  expect(faults({ fixed: "no", photoIds: ["a", "b", "c", "d"] })).toEqual(["photoIds"]);
  expect(faults({ fixed: "no", everReported: "" })).toBeUndefined();
});
