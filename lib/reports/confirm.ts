import { record } from "@/lib/audit";
import { findToken, markUsed, signsIn, type Token } from "@/lib/auth/tokens";
import { db, type Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { takingContacts } from "@/lib/mail/takers";
import { translator } from "@/lib/messages";
import { publish } from "@/lib/reports/publish";

/** What a confirming link leads to, before anybody pressed the button. */
export type ToConfirm = {
  reportId: number;
  title: string;
  category: string;
  /** Who will get it, by name. */
  bodies: string[];
  confirmed: boolean;
};

/** Looks at what a link would confirm, and changes nothing. Null when the link is of no use. */
export async function reportToConfirm(tokenText: string, now: Date = new Date()): Promise<ToConfirm | null> {
  const token = await confirmingToken(tokenText, now);
  if (!token) return null;
  const report = await db.report.findUnique({
    where: { id: token.reportId },
    select: {
      id: true,
      title: true,
      visibility: true,
      category: {
        select: {
          name: true,
          contacts: {
            where: takingContacts(token.reportId),
            orderBy: { body: { name: "asc" } },
            select: { body: { select: { name: true } } },
          },
        },
      },
    },
  });
  if (!report) return null;
  return {
    reportId: report.id,
    title: report.title,
    category: report.category.name,
    bodies: report.category.contacts.map(({ body }) => body.name),
    confirmed: report.visibility !== "unconfirmed",
  };
}

/**
 * Confirms a report by its mailed link, once; following the link again changes nothing and is no error. The link proves who
 * reported: `mayStartSession` says whether it (still) signs in as well.
 * @throws DomainError `not_found` when the link is altered, expired or of another kind
 */
export async function confirmReport(
  tokenText: string,
  now: Date = new Date(),
): Promise<{ reportId: number; userId: number; mayStartSession: boolean }> {
  const token = await confirmingToken(tokenText, now);
  if (!token) throw notFound(translator("refusals")("link"));
  const { reportId, userId } = token;
  const mayStartSession = await db.$transaction(async (tx) => {
    const report = await lockReport(tx, reportId);
    if (!report?.reporter || report.reporter.id !== userId) throw notFound(translator("refusals")("link"));
    const actor = { kind: "citizen", userId } as const;
    if (report.visibility === "unconfirmed") {
      await publish(tx, actor, { ...report, reporter: report.reporter }, now);
    }
    const opens = signsIn(token, now);
    await markUsed(tx, token.id, now);
    if (opens) await record(tx, actor, "account.sign-in", { reportId, subject: { userId } });
    return opens;
  });
  return { reportId, userId, mayStartSession };
}

async function confirmingToken(text: string, now: Date): Promise<(Token & { reportId: number }) | null> {
  const token = await findToken(text, now);
  if (token?.kind !== "confirm_report" || token.reportId === null) return null;
  return { ...token, reportId: token.reportId };
}

/** The report, until the transaction ends nobody else's to change. */
async function lockReport(tx: Tx, id: number) {
  await tx.$queryRaw`select id from "Report" where id = ${id} for update`;
  return tx.report.findUnique({
    where: { id },
    select: {
      id: true,
      visibility: true,
      categoryId: true,
      title: true,
      name: true,
      phone: true,
      reporter: { select: { id: true, email: true, name: true, phone: true } },
    },
  });
}
