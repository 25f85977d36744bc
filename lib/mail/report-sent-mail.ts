import { db } from "@/lib/db";
import { log } from "@/lib/log";
import type { Block, Field } from "@/lib/mail/blocks";
import { sendMail } from "@/lib/mail/send";
import { written } from "@/lib/mail/words";
import { translator } from "@/lib/messages";
import { publishedReference } from "@/lib/open311/published-reference";
import { reportUrl } from "@/lib/urls";

/** States in which a delivery is still going to happen. */
const onItsWay = ["due", "sending", "held"];

/**
 * Tells the reporter, once, which bodies have the report and by what reference, and which are still to get it. Nobody is told
 * about a report that has been hidden.
 * @throws Error when it should be tried again
 */
export async function sendReportSentMail(reportId: number): Promise<void> {
  const report = await db.report.findUnique({
    where: { id: reportId },
    select: {
      id: true,
      title: true,
      language: true,
      visibility: true,
      createdAt: true,
      name: true,
      reporter: { select: { email: true } },
      deliveries: {
        orderBy: { body: { name: "asc" } },
        select: {
          state: true,
          firstSentAt: true,
          externalId: true,
          customerReference: true,
          body: { select: { name: true, replyTo: true } },
          connection: { select: { settings: true } },
        },
      },
    },
  });
  if (!report?.reporter?.email || report.visibility === "hidden") return;
  const sent = report.deliveries.filter(({ firstSentAt }) => firstSentAt !== null);
  if (sent.length === 0) return;
  const t = translator("mail", report.language);
  const fields: Field[] = [
    { label: t("body.title"), value: report.title, lang: report.language },
    ...sent.map((delivery): Field => {
      const body = delivery.body.name;
      const reference = publishedReference(report.id, delivery);
      return { label: t("sent.to"), value: reference ? t("sent.reference", { body, reference }) : body };
    }),
    ...report.deliveries
      .filter(({ state, firstSentAt }) => firstSentAt === null && onItsWay.includes(state))
      .map(({ body }): Field => ({ label: t("sent.waiting"), value: body.name })),
  ];
  const url = reportUrl(report.id);
  const blocks: Block[] = [
    { kind: "paragraph", text: t("sent.lead") },
    { kind: "fields", fields },
    { kind: "button", label: t("sent.button"), url },
    { kind: "paragraph", text: t("sent.next") },
    { kind: "address", text: t("copyLink"), url },
  ];
  const subject = t("sent.subject", { title: report.title });
  const replyTo = sent.length === 1 ? sent[0]?.body.replyTo : null;
  const outcome = await sendMail({
    to: [{ name: report.name, address: report.reporter.email }],
    ...(replyTo && { replyTo: { address: replyTo } }),
    subject,
    ...written(subject, blocks, report.language),
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    // With the time, as another installation's database may have the same number.
    idempotencyKey: `report-sent-${report.id}-${report.createdAt.getTime()}`,
  });
  if (outcome.ok) return;
  if (outcome.retry) throw new Error(outcome.reason);
  log.error({ reportId, reason: outcome.reason }, "the news of a sent report could not be mailed");
}
