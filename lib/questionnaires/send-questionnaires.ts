import { createTokens, tokenLife } from "@/lib/auth/tokens";
import { db, type Tx } from "@/lib/db";
import { enqueueAll } from "@/lib/queue";
import { statesOfKinds } from "@/lib/reports/states";
import type { ReportState } from "@/prisma/generated/enums";

const day = 86_400_000;

/** A reporter is asked so many days after the report was sent, and not again within them. Source: spec/features.md A6.10. */
export const askAfterDays = 28;
/** What was to be asked longer ago than this is not asked any more: the installation was down, or has only begun to ask. */
const lateDays = 28;
/** A report that was sent long after it was confirmed is still asked about. */
const sendingDays = 30;
const batch = 1_000;

/** Any number will do that no other lock has: two workers must not ask about the same report. */
const askingLock = 7_310_028;

/** Of these kinds: whether it has been fixed is worth asking. */
export const unsettled: readonly ReportState[] = statesOfKinds(["open", "progress"]);

/**
 * Asks reporters how their reports stand, some weeks after they were sent: once, and again where they wanted that. Only about
 * what was reported here, can be seen, is not settled, and was sent to a body that still exists. The mails are jobs of their own.
 */
export async function sendQuestionnaires({ now }: { now: Date }): Promise<{ asked: number }> {
  let asked = 0;
  for (;;) {
    const some = await db.$transaction((tx) => askSome(tx, now));
    asked += some;
    if (some < batch) return { asked };
  }
}

type Asked = { id: number; userId: number };

/** A fixed number of statements, however many are asked. */
async function askSome(tx: Tx, now: Date): Promise<number> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${askingLock})`;
  const again = await askAgain(tx, now);
  const asked = [...again, ...(await askFirst(tx, now, batch - again.length))];
  if (asked.length === 0) return 0;
  const ttl = tokenLife.questionnaire;
  await createTokens(
    tx,
    asked.map(({ id, userId }) => ({ kind: "questionnaire", userId, questionnaireId: id, now, ttl })),
  );
  await enqueueAll(
    tx,
    "mail-questionnaire",
    asked.map(({ id }) => ({ payload: { questionnaireId: id }, key: `questionnaire:${id}` })),
  );
  return asked.length;
}

/** Those who have never been asked about their report. Read by when reports were confirmed, of some weeks. */
async function askFirst(tx: Tx, now: Date, most: number): Promise<Asked[]> {
  const due = new Date(now.getTime() - askAfterDays * day);
  const tooLate = new Date(due.getTime() - lateDays * day);
  const earliest = new Date(tooLate.getTime() - sendingDays * day);
  return tx.$queryRaw`
    insert into "Questionnaire" ("reportId", "userId", "askedAt", "stateBefore")
    select r.id, w.id, ${now}, r.state
    from "Report" r join "User" w on w.id = r."reporterId" cross join lateral (
      select min(d."firstSentAt") as at from "Delivery" d join "Body" b on b.id = d."bodyId"
      where d."reportId" = r.id and b."deletedAt" is null) sent
    where r.visibility in ('public', 'private') and r."confirmedAt" <= ${due} and r."confirmedAt" > ${earliest}
      and r.service = 'web' and r.state = any(${[...unsettled]}::"ReportState"[])
      and w.email is not null and w."deletedAt" is null
      and not exists (select from "Questionnaire" q where q."reportId" = r.id)
      and sent.at between ${tooLate} and ${due}
    order by r.id limit ${most}
    returning id, "userId"`;
}

/** Those who wanted to be asked again, and whose report is still as it was: their question was laid down when they answered. */
async function askAgain(tx: Tx, now: Date): Promise<Asked[]> {
  const tooLate = new Date(now.getTime() - lateDays * day);
  return tx.$queryRaw`
    update "Questionnaire" q set "askedAt" = ${now}, "stateBefore" = due.state
    from (
      select l.id, r.state
      from "Questionnaire" l join "Report" r on r.id = l."reportId" join "User" w on w.id = l."userId"
      where l."askedAt" between ${tooLate} and ${now} and l."answeredAt" is null
        and not exists (select from "Token" t where t."questionnaireId" = l.id)
        and r.visibility in ('public', 'private') and r.state = any(${[...unsettled]}::"ReportState"[])
        and w.email is not null and w."deletedAt" is null
        and exists (select from "Delivery" d join "Body" b on b.id = d."bodyId"
          where d."reportId" = r.id and d."firstSentAt" is not null and b."deletedAt" is null)
      order by l.id limit ${batch}) due
    where q.id = due.id
    returning q.id, q."userId"`;
}
