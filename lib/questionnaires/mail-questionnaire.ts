import { tokenText } from "@/lib/auth/tokens";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import type { Block } from "@/lib/mail/blocks";
import { sendMail } from "@/lib/mail/send";
import { listed, moment, written } from "@/lib/mail/words";
import { translator } from "@/lib/messages";
import { unsettled } from "@/lib/questionnaires/send-questionnaires";
import { siteUrl } from "@/lib/urls";

/**
 * Asks a reporter how their report stands. Nobody is asked about a report that has been hidden or settled since, nor twice.
 * @throws Error when it should be tried again
 */
export async function mailQuestionnaire(questionnaireId: number, now: Date = new Date()): Promise<void> {
  const asked = await db.questionnaire.findUnique({
    where: { id: questionnaireId },
    select: {
      answeredAt: true,
      user: { select: { email: true, name: true } },
      tokens: { where: { kind: "questionnaire" }, orderBy: { id: "asc" }, take: 1 },
      report: {
        select: {
          id: true,
          title: true,
          language: true,
          state: true,
          visibility: true,
          confirmedAt: true,
          createdAt: true,
          deliveries: {
            where: { firstSentAt: { not: null } },
            orderBy: { body: { name: "asc" } },
            select: { body: { select: { name: true } } },
          },
        },
      },
    },
  });
  const [token] = asked?.tokens ?? [];
  if (!asked?.user.email || !token || asked.answeredAt || token.expiresAt <= now) return;
  const { report, user } = asked;
  const seen = report.visibility === "public" || report.visibility === "private";
  if (!seen || !unsettled.includes(report.state)) return;
  const { language, title } = report;
  const t = translator("questionnaire", language);
  const url = siteUrl(`/questionnaire/${tokenText(token)}`);
  const bodies = listed(
    report.deliveries.map(({ body }) => body.name),
    language,
  );
  const subject = t("mail.subject", { title });
  const blocks: Block[] = [
    { kind: "paragraph", text: t("mail.lead") },
    {
      kind: "fields",
      fields: [
        { label: t("mail.title"), value: title, lang: language },
        { label: t("mail.sentTo"), value: bodies },
        { label: t("mail.reported"), value: moment(report.confirmedAt ?? report.createdAt, language) },
      ],
    },
    { kind: "button", label: t("mail.button"), url },
    { kind: "paragraph", text: t("mail.until", { date: moment(token.expiresAt, language) }) },
    { kind: "address", text: translator("mail", language)("copyLink"), url },
  ];
  const outcome = await sendMail({
    to: [{ name: user.name, address: asked.user.email }],
    subject,
    ...written(subject, blocks, language),
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    idempotencyKey: `questionnaire-${token.nonce}`,
  });
  if (outcome.ok) return;
  if (outcome.retry) throw new Error(outcome.reason);
  log.error({ questionnaireId, reason: outcome.reason }, "a reporter could not be asked");
}
