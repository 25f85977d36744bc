import { record } from "@/lib/audit";
import { findToken, markUsed, type Token } from "@/lib/auth/tokens";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { beginFollowing } from "@/lib/reports/begin-following";

/** What a confirming link would follow. */
export type ToFollow = { reportId: number; title: string; following: boolean };

/** Looks at what a link would have somebody follow, and changes nothing. Null when the link is of no use. */
export async function alertToConfirm(text: string, now: Date = new Date()): Promise<ToFollow | null> {
  const token = await confirmingToken(text, now);
  if (!token) return null;
  const report = await followable(token);
  const alert = await db.alert.findUnique({
    where: { id: token.alertId },
    select: { confirmedAt: true, disabledAt: true },
  });
  if (!report || !alert) return null;
  const following = alert.confirmedAt !== null && alert.disabledAt === null;
  return { reportId: report.id, title: report.title, following };
}

/**
 * Follows a report by a mailed link, which also proves the address. Doing it again changes nothing and is no error.
 * @throws DomainError `not_found` when the link is altered, expired or of another kind, or the report is not to be seen any more
 */
export async function confirmAlert(text: string, now: Date = new Date()): Promise<{ reportId: number }> {
  const token = await confirmingToken(text, now);
  const report = token && (await followable(token));
  if (!report) throw notFound(translator("refusals")("link"));
  const { userId } = token;
  const actor = { kind: "citizen", userId } as const;
  await db.$transaction(async (tx) => {
    const begun = await beginFollowing(tx, userId, report.id, now);
    await tx.user.updateMany({
      where: { id: userId, emailVerifiedAt: null },
      data: { emailVerifiedAt: now },
    });
    await markUsed(tx, token.id, now);
    if (begun) await record(tx, actor, "alerts.confirm", { reportId: report.id, subject: { userId } });
  });
  return { reportId: report.id };
}

type Confirming = Token & { reportId: number; alertId: number };

async function confirmingToken(text: string, now: Date): Promise<Confirming | null> {
  const token = await findToken(text, now);
  if (token?.kind !== "confirm_alert" || token.reportId === null || token.alertId === null) return null;
  return { ...token, reportId: token.reportId, alertId: token.alertId };
}

/** The report, if this person is told of it. */
const followable = ({ reportId, userId }: Confirming) =>
  db.report.findFirst({
    where: { id: reportId, OR: [{ visibility: "public" }, { visibility: "private", reporterId: userId }] },
    select: { id: true, title: true },
  });
