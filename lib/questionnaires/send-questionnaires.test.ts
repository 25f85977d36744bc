import "@/lib/testing/database";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import PostalMime from "postal-mime";
import { beforeEach, expect, test } from "vitest";
import { createToken, tokenText } from "@/lib/auth/tokens";
import { db, type Prisma } from "@/lib/db";
import { provideEnv } from "@/lib/env";
import { mailQuestionnaire } from "@/lib/questionnaires/mail-questionnaire";
import { sendQuestionnaires } from "@/lib/questionnaires/send-questionnaires";
import { makeBody, makeDelivery, makeReport, makeUser } from "@/lib/testing/factories";

let outbox = "";

beforeEach(async () => {
  outbox = await mkdtemp(path.join(tmpdir(), "outbox-"));
  provideEnv({ MAIL_OUTBOX: outbox });
  return () => rm(outbox, { recursive: true });
});

const now = new Date("2026-11-28T10:00:00Z");
const days = (count: number) => new Date(now.getTime() - count * 86_400_000);

type Overrides = {
  report?: Partial<Prisma.ReportUncheckedCreateInput>;
  body?: object;
  sent?: Date | null;
};

/** A report that was sent, four weeks ago unless told otherwise. */
async function sentReport({ report, body, sent = days(28) }: Overrides = {}) {
  const { id: bodyId } = await makeBody({ name: "Alderwick City Council", ...body });
  const made = await makeReport({ confirmedAt: days(29), title: "Kerb up", ...report });
  await makeDelivery({ reportId: made.id, bodyId, state: "sent", firstSentAt: sent, sentAt: sent });
  return made;
}

const asked = (reportId: number) =>
  db.questionnaire.findMany({ where: { reportId }, include: { tokens: true } });

async function mails() {
  const files = (await readdir(outbox)).filter((file) => file.endsWith(".eml"));
  return Promise.all(files.map(async (file) => PostalMime.parse(await readFile(path.join(outbox, file)))));
}

test("a reporter is asked once, four weeks after the report was sent", async () => {
  const report = await sentReport({ report: { state: "planned" } });
  expect(await sendQuestionnaires({ now: days(1) })).toEqual({ asked: 0 });
  expect(await sendQuestionnaires({ now })).toEqual({ asked: 1 });
  expect(await sendQuestionnaires({ now })).toEqual({ asked: 0 });
  const [question, ...others] = await asked(report.id);
  expect(others).toEqual([]);
  expect(question).toMatchObject({ userId: report.reporterId, askedAt: now, stateBefore: "planned" });
  expect(question?.tokens).toMatchObject([{ kind: "questionnaire", userId: report.reporterId }]);
  const jobs = await db.$queryRaw`
    select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'mail-questionnaire'`;
  expect(jobs).toEqual([{ payload: { questionnaireId: question?.id } }]);
});

test("two workers at once ask once", async () => {
  const reports = await Promise.all([1, 2, 3].map(() => sentReport()));
  const counts = await Promise.all([sendQuestionnaires({ now }), sendQuestionnaires({ now })]);
  expect(counts.reduce((sum, one) => sum + one.asked, 0)).toBe(3);
  for (const { id } of reports) expect(await asked(id)).toHaveLength(1);
});

const unasked: Record<string, Overrides> = {
  "is fixed": { report: { state: "fixed_council" } },
  "is closed": { report: { state: "not_responsible" } },
  "is hidden": { report: { visibility: "hidden" } },
  "came in by another program": { report: { service: "open311" } },
  "is nobody's": { report: { reporterId: null } },
  "was never sent": { sent: null },
  "was sent last week": { sent: days(7) },
  "was sent half a year ago": { sent: days(180), report: { confirmedAt: days(181) } },
  "went to a body that is no more": { body: { deletedAt: days(2) } },
};

test("nobody is asked about a report that is settled, hidden, nobody's, not sent from here, or sent too lately or long ago", async () => {
  const why = new Map<number, string>();
  for (const [name, overrides] of Object.entries(unasked)) why.set((await sentReport(overrides)).id, name);
  await sendQuestionnaires({ now });
  const wrong = await db.questionnaire.findMany({ where: { reportId: { in: [...why.keys()] } } });
  expect(wrong.map(({ reportId }) => why.get(reportId))).toEqual([]);
});

test("who has no address is not asked; a private report's reporter is", async () => {
  const { id: reporterId } = await makeUser({ email: null });
  const without = await sentReport({ report: { reporterId } });
  const own = await sentReport({ report: { visibility: "private" } });
  await sendQuestionnaires({ now });
  expect(await asked(without.id)).toEqual([]);
  expect(await asked(own.id)).toHaveLength(1);
});

test("who wanted to be asked again is, when the time has come and the report still stands open", async () => {
  const laidDown = async (report: Partial<Prisma.ReportUncheckedCreateInput>, askedAt: Date) => {
    const made = await sentReport({ report, sent: days(60) });
    const userId = made.reporterId ?? 0;
    await db.questionnaire.create({
      data: { reportId: made.id, userId, askedAt: days(40), answeredAt: days(30), stateBefore: "confirmed" },
    });
    await db.questionnaire.create({ data: { reportId: made.id, userId, askedAt, stateBefore: "confirmed" } });
    return made.id;
  };
  const due = await laidDown({ state: "in_progress" }, days(1));
  const early = await laidDown({}, new Date(now.getTime() + 86_400_000));
  const fixed = await laidDown({ state: "fixed_user" }, days(1));
  expect(await sendQuestionnaires({ now })).toEqual({ asked: 1 });
  expect(await asked(due)).toMatchObject([{}, { askedAt: now, stateBefore: "in_progress", tokens: [{}] }]);
  for (const id of [early, fixed]) expect((await asked(id)).flatMap(({ tokens }) => tokens)).toEqual([]);
  expect(await sendQuestionnaires({ now })).toEqual({ asked: 0 });
});

const question = async (report: Partial<Prisma.ReportUncheckedCreateInput> = {}) => {
  const made = await sentReport({ report });
  const { id: questionnaireId, userId } = await db.questionnaire.create({
    data: { reportId: made.id, userId: made.reporterId ?? 0, askedAt: now, stateBefore: "confirmed" },
  });
  const link = { kind: "questionnaire", userId, questionnaireId } as const;
  const token = await createToken(db, { ...link, now, ttl: 90 * 86_400_000 });
  return { report: made, id: questionnaireId, link: tokenText(token) };
};

test("the mail names the report and who has it, and leads to the question; sent twice it is one mail", async () => {
  const { id, link } = await question({ title: "Kerb <up>" });
  await mailQuestionnaire(id, now);
  await mailQuestionnaire(id, now);
  const [mail, ...others] = await mails();
  expect(others).toEqual([]);
  expect(mail?.subject).toBe("Has it been fixed? Kerb <up>");
  expect(mail?.text).toContain("Sent to: Alderwick City Council");
  expect(mail?.text).toContain(`Tell us how it stands:\nhttps://mendline.test/questionnaire/${link}\n`);
  expect(mail?.text).toContain("until 26 February 2027 at 10:00");
  expect(mail?.html).toContain("Kerb &lt;up&gt;");
});

test("a question that was answered, or whose report was fixed or hidden since, is not mailed", async () => {
  const answered = await question();
  await db.questionnaire.update({ where: { id: answered.id }, data: { answeredAt: now } });
  const fixed = await question({ state: "fixed_council" });
  const hidden = await question({ visibility: "hidden" });
  for (const { id } of [answered, fixed, hidden]) await mailQuestionnaire(id, now);
  await mailQuestionnaire(2_000_000_000, now);
  expect(await mails()).toEqual([]);
});
