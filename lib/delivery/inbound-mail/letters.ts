import { filesToPassOn } from "@/lib/delivery/inbound-mail/pass-on-files";
import { env } from "@/lib/env";
import type { Block, Field } from "@/lib/mail/blocks";
import type { ReceivedMail } from "@/lib/mail/inbound/received-mail";
import type { Mail, Mailbox } from "@/lib/mail/mail";
import { written } from "@/lib/mail/words";
import { translator } from "@/lib/messages";
import { reportUrl, siteUrl } from "@/lib/urls";

/** No bounce and no machine's answer comes back for these: so nothing can go round in circles. */
const oneWay = {
  envelopeFrom: "",
  headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
};

/** What a stranger wrote stands in labelled fields, as text: none of it can pass for our own words. */
const strangersWords = (t: ReturnType<typeof translator<"mail">>, mail: ReceivedMail): Field[] => [
  { label: t("inbound.from"), value: shown(mail.from) },
  { label: t("inbound.subject"), value: mail.subject || t("body.none") },
  { label: t("inbound.message"), value: mail.text || t("body.none"), long: true },
];

const shown = (box: Mailbox | null): string =>
  box ? [box.name, `<${box.address}>`].filter(Boolean).join(" ") : "";

/**
 * An answer to a report, passed on to who reported it. Answering it goes to who wrote it; the reporter's address is told to nobody
 * before that.
 */
export function passOnMail(
  report: { id: number; title: string; language: string },
  to: Mailbox,
  mail: ReceivedMail,
): Mail {
  const t = translator("mail", report.language);
  const { files, leftOut } = filesToPassOn(mail.files);
  const url = reportUrl(report.id);
  const blocks: (Block | false)[] = [
    { kind: "paragraph", text: t("inbound.answer.lead", { title: report.title }) },
    { kind: "fields", fields: strangersWords(t, mail) },
    leftOut > 0 && { kind: "paragraph", text: t("inbound.answer.leftOut", { count: leftOut }) },
    { kind: "button", label: t("sent.button"), url },
    { kind: "small", text: t(mail.answerTo ? "inbound.answer.reply" : "inbound.answer.noReply") },
  ];
  const subject = t("inbound.answer.subject", { title: report.title });
  return {
    ...oneWay,
    to: [to],
    from: {
      name: t("body.from", { name: mail.from?.name || mail.from?.address || "", site: env.SITE_NAME }),
    },
    ...(mail.answerTo && { replyTo: mail.answerTo }),
    subject,
    ...written(
      subject,
      blocks.filter((block) => block !== false),
      report.language,
    ),
    attachments: files,
  };
}

export type Trouble = {
  kind: "bounced" | "stranger" | "unreadable" | "complaint" | "reply";
  /** Of a report or of an alert. */
  reportId: number | null;
  bodies: readonly string[];
  addresses: readonly string[];
  reason: string;
  mail: ReceivedMail | null;
};

/** Tells the people who run the site that mail came back, or that somebody wrote where no person reads. */
export function supportMail(to: string, trouble: Trouble): Mail {
  const t = translator("mail");
  const { kind, reportId, bodies, addresses, reason, mail } = trouble;
  const none = t("body.none");
  const fields: Field[] = [
    ...(reportId === null
      ? []
      : [{ label: t("body.report"), value: reportUrl(reportId), url: reportUrl(reportId) }]),
    ...bodies.map((value) => ({ label: t("inbound.body"), value })),
    { label: t("inbound.address"), value: addresses.join(", ") || none },
    { label: t("inbound.reason"), value: reason || none },
    ...(mail ? strangersWords(t, mail) : []),
  ];
  const subject = t(`inbound.support.${kind}.subject`, { report: reportId === null ? "" : ` (${reportId})` });
  const blocks: Block[] = [
    { kind: "paragraph", text: t(`inbound.support.${kind}.lead`) },
    { kind: "fields", fields },
    { kind: "button", label: t("inbound.support.button"), url: siteUrl("/admin/inbound-mail") },
  ];
  const { files } = filesToPassOn(mail?.files ?? []);
  return {
    ...oneWay,
    to: [{ address: to }],
    ...(kind === "reply" && mail?.answerTo && { replyTo: mail.answerTo }),
    subject,
    ...written(subject, blocks),
    attachments: files,
  };
}

/** Tells a person that nobody reads the address they wrote to, and where somebody does. */
export function noReplyAnswer(to: Mailbox): Mail {
  const t = translator("mail");
  const subject = t("inbound.noReply.subject");
  const blocks: (Block | false)[] = [
    { kind: "paragraph", text: t("inbound.noReply.lead") },
    { kind: "paragraph", text: t("inbound.noReply.report") },
    env.SUPPORT_EMAIL !== undefined && {
      kind: "paragraph",
      text: t("inbound.noReply.support", { site: env.SITE_NAME, address: env.SUPPORT_EMAIL }),
    },
    { kind: "button", label: t("inbound.noReply.button", { site: env.SITE_NAME }), url: siteUrl("/") },
  ];
  return {
    ...oneWay,
    headers: { ...oneWay.headers, "Auto-Submitted": "auto-replied" },
    to: [to],
    subject,
    ...written(
      subject,
      blocks.filter((block) => block !== false),
    ),
  };
}
