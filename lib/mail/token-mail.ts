import { tokenText } from "@/lib/auth/tokens";
import { db, type Prisma } from "@/lib/db";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import type { Block } from "@/lib/mail/blocks";
import { sendMail } from "@/lib/mail/send";
import { takingContacts } from "@/lib/mail/takers";
import { moment, written } from "@/lib/mail/words";
import { translator } from "@/lib/messages";
import { siteUrl } from "@/lib/urls";
import type { TokenKind } from "@/prisma/generated/enums";

const told = {
  id: true,
  kind: true,
  nonce: true,
  expiresAt: true,
  usedAt: true,
  reportId: true,
  user: { select: { email: true, name: true, language: true } },
  report: { select: { title: true, language: true, category: { select: { name: true } } } },
  update: { select: { text: true } },
} satisfies Prisma.TokenSelect;

type Told = Prisma.TokenGetPayload<{ select: typeof told }>;
/** In the language that the report was written in, else the person's own; whoever did not write it has their own. */
const languageOf = ({ kind, report, user }: Told): string =>
  kind === "confirm_alert" || kind === "confirm_update" ? user.language : (report?.language ?? user.language);

type Words = { subject: string; path: string; blocks: (url: string) => Block[] };

/** What each kind of link is told with. A kind is added with the feature that makes such links. */
const writers: Partial<Record<TokenKind, (token: Told) => Words | Promise<Words>>> = {
  confirm_report: async (token) => {
    const { expiresAt, report } = token;
    const language = languageOf(token);
    const t = translator("mail", language);
    const title = report?.title ?? "";
    const taken = token.reportId !== null && (await isTaken(token.reportId));
    const labels = { title: t("body.title"), category: t("body.category") };
    return {
      subject: t("confirm.subject", { title }),
      path: "/confirm",
      blocks: (url) => [
        { kind: "paragraph", text: t(taken ? "confirm.lead" : "confirm.leadNobody") },
        {
          kind: "fields",
          fields: [
            { label: labels.title, value: title, ...(report && { lang: report.language }) },
            { label: labels.category, value: report?.category.name ?? "" },
          ],
        },
        { kind: "button", label: t("confirm.button"), url },
        { kind: "paragraph", text: t("confirm.until", { date: moment(expiresAt, language) }) },
        { kind: "paragraph", text: t("confirm.ignore") },
        { kind: "address", text: t("copyLink"), url },
      ],
    };
  },
  confirm_update: (token) => {
    const { expiresAt, report, update, user } = token;
    const t = translator("updates", user.language);
    const title = report?.title ?? "";
    return {
      subject: t("mail.subject", { title }),
      path: "/confirm",
      blocks: (url) => [
        { kind: "paragraph", text: t("mail.lead") },
        {
          kind: "fields",
          fields: [
            { label: t("mail.report"), value: title, ...(report && { lang: report.language }) },
            ...(update?.text ? [{ label: t("mail.text"), value: update.text }] : []),
          ],
        },
        { kind: "button", label: t("mail.button"), url },
        { kind: "paragraph", text: t("mail.until", { date: moment(expiresAt, user.language) }) },
        { kind: "paragraph", text: t("mail.ignore") },
        { kind: "address", text: translator("mail", user.language)("copyLink"), url },
      ],
    };
  },
  confirm_alert: (token) => {
    const { expiresAt, report, user } = token;
    const t = translator("alerts", user.language);
    const title = report?.title ?? "";
    return {
      subject: t("ask.subject", { title }),
      path: "/alert/confirm",
      blocks: (url) => [
        { kind: "paragraph", text: t("ask.lead") },
        {
          kind: "fields",
          fields: [{ label: t("mail.report"), value: title, ...(report && { lang: report.language }) }],
        },
        { kind: "button", label: t("ask.button"), url },
        { kind: "paragraph", text: t("ask.until", { date: moment(expiresAt, user.language) }) },
        { kind: "paragraph", text: t("ask.ignore") },
        { kind: "address", text: translator("mail", user.language)("copyLink"), url },
      ],
    };
  },
  sign_in: (token) => {
    const { expiresAt } = token;
    const language = languageOf(token);
    const t = translator("mail", language);
    return {
      subject: t("signIn.subject", { site: env.SITE_NAME }),
      path: "/auth",
      blocks: (url) => [
        { kind: "paragraph", text: t("signIn.lead") },
        { kind: "button", label: t("signIn.button"), url },
        { kind: "paragraph", text: t("signIn.until", { date: moment(expiresAt, language) }) },
        { kind: "paragraph", text: t("signIn.ignore") },
        { kind: "address", text: t("copyLink"), url },
      ],
    };
  },
};

/** Whether anybody gets the report; where everybody refuses, its reporter is told so before confirming. */
const isTaken = async (reportId: number): Promise<boolean> =>
  (await db.contact.findFirst({ where: takingContacts(reportId), select: { id: true } })) !== null;

/**
 * Mails the link that a token stands for. A token that is gone, used or past its time needs no mail any more.
 * @throws Error when it should be tried again: a second mail of the same link does no harm
 */
export async function sendTokenMail(tokenId: number, now: Date = new Date()): Promise<void> {
  const token = await db.token.findUnique({ where: { id: tokenId }, select: told });
  if (!token?.user.email || token.usedAt || token.expiresAt <= now) return;
  const writer = writers[token.kind];
  if (!writer) throw new Error(`No mail is written for a token of the kind ${token.kind}.`);
  await sendLink(token, await writer(token), languageOf(token));
}

/** Mails a token's link to its user. @throws Error when it should be tried again */
export async function sendLink(
  token: Pick<Told, "id" | "kind" | "nonce" | "user">,
  { subject, path, blocks }: Words,
  language: string,
): Promise<void> {
  const { email: address, name } = token.user;
  if (!address) return;
  const outcome = await sendMail({
    to: [{ name, address }],
    subject,
    ...written(subject, blocks(siteUrl(`${path}/${tokenText(token)}`)), language),
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    idempotencyKey: `token-${token.nonce}`,
  });
  if (outcome.ok) return;
  if (outcome.retry) throw new Error(outcome.reason);
  log.error({ tokenId: token.id, reason: outcome.reason }, "a link could not be mailed");
}
