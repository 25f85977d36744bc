import { record } from "@/lib/audit";
import { findToken, markUsed, type Token } from "@/lib/auth/tokens";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";

/** What a link would end. */
export type ToStop = {
  /** The report it is about; null where its reader may not see it any more. */
  report: { id: number; title: string } | null;
  /** There is nothing left to end. */
  stopped: boolean;
};

/** Looks at what a link would end, and changes nothing. Null when the link is of no use. */
export async function alertToStop(text: string, now: Date = new Date()): Promise<ToStop | null> {
  const token = await stoppingToken(text, now);
  if (!token) return null;
  const alert = await db.alert.findUnique({
    where: { id: token.alertId },
    select: {
      userId: true,
      disabledAt: true,
      report: { select: { id: true, title: true, visibility: true, reporterId: true } },
    },
  });
  if (!alert) return null;
  const { report, userId, disabledAt } = alert;
  const visible =
    report?.visibility === "public" || (report?.visibility === "private" && report.reporterId === userId);
  return {
    report: report && visible ? { id: report.id, title: report.title } : null,
    stopped: disabledAt !== null,
  };
}

/**
 * Ends an alert by the link in its mails, whoever has them: without signing in. Ending it again changes nothing.
 * @throws DomainError `not_found` when the link is altered or of another kind
 */
export async function stopAlert(text: string, now: Date = new Date()): Promise<void> {
  const token = await stoppingToken(text, now);
  if (!token) throw notFound(translator("refusals")("link"));
  const { alertId, userId } = token;
  await db.$transaction(async (tx) => {
    const ended = await tx.alert.updateManyAndReturn({
      where: { id: alertId, disabledAt: null },
      data: { disabledAt: now },
      select: { reportId: true },
    });
    await markUsed(tx, token.id, now);
    const actor = { kind: "citizen", userId } as const;
    for (const { reportId } of ended)
      await record(tx, actor, "alerts.stop", { reportId, subject: { alertId } });
  });
}

async function stoppingToken(text: string, now: Date): Promise<(Token & { alertId: number }) | null> {
  const token = await findToken(text, now);
  if (token?.kind !== "stop_alert" || token.alertId === null) return null;
  return { ...token, alertId: token.alertId };
}
