import { createHash } from "node:crypto";
import { env } from "@/lib/env";
import type { Block, Field } from "@/lib/mail/blocks";
import type { Mail } from "@/lib/mail/mail";
import { returnAddress, returnToken } from "@/lib/mail/return-address";
import { moment, written } from "@/lib/mail/words";
import { translator } from "@/lib/messages";
import { pictured, updatePhotoPath } from "@/lib/photo-paths";
import { reportUrl, siteUrl } from "@/lib/urls";
import type { UpdateOrigin } from "@/prisma/generated/enums";

/** Who is told, of what, as lib/alerts loads it. `changedTo`: the state's name in the reader's language. */
export type UpdateAlert = {
  alert: { id: number; createdAt: Date };
  to: { name: string; address: string };
  language: string;
  /** It is the reader's own. */
  own: boolean;
  report: { id: number; title: string; language: string };
  /** What ends these mails: the secret part of a link. */
  stopToken: string;
  updates: readonly {
    id: number;
    origin: UpdateOrigin;
    text: string;
    language: string;
    /** Whose words they are, where the name is public. */
    author: string | null;
    createdAt: Date;
    changedTo: string | null;
    photos: readonly { position: number; hash: string }[];
  }[];
  /** Where answers go, when somebody reads them. */
  replyTo: string | null;
};

type T = ReturnType<typeof translator<"alerts">>;

/**
 * The mail that tells a follower what is new about one report; several updates are one mail. It can be ended from within the mail
 * program (RFC 2369, RFC 8058). Written again of the same updates it is the same mail.
 */
export function updateAlertMail(told: UpdateAlert): Mail {
  const { alert, to, language, own, report, updates, stopToken, replyTo } = told;
  const t = translator("alerts", language);
  const subject = t("mail.subject", { title: report.title });
  const url = reportUrl(report.id);
  const blocks: Block[] = [
    { kind: "paragraph", text: t(own ? "mail.leadOwn" : "mail.lead", { count: updates.length }) },
    {
      kind: "fields",
      fields: [{ label: t("mail.report"), value: report.title, lang: report.language }],
    },
    ...updates.map((update): Block => ({ kind: "fields", fields: updateFields(update, language, t) })),
    { kind: "button", label: t("mail.button"), url },
    { kind: "address", text: translator("mail", language)("copyLink"), url },
    {
      kind: "fields",
      fields: [
        { label: t("mail.stop"), value: t("mail.stopLink"), url: siteUrl(`/alert/stop/${stopToken}`) },
      ],
    },
  ];
  const token = returnToken({ kind: "alert", id: alert.id });
  return {
    to: [to],
    ...(replyTo !== null && { replyTo: { address: replyTo } }),
    subject,
    ...written(subject, blocks, language),
    headers: {
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      "List-Unsubscribe": unsubscribe(stopToken, returnAddress(token)),
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
    returnToken: token,
    idempotencyKey: `alert-${alert.id}-${alert.createdAt.getTime()}-${digest(updates.map(({ id }) => id))}`,
  };
}

function updateFields(update: UpdateAlert["updates"][number], language: string, t: T): Field[] {
  const { id, text, author, origin, createdAt, changedTo, photos } = update;
  return [
    { label: t("mail.from"), value: author ?? speaker(origin, t) },
    { label: t("mail.when"), value: moment(createdAt, language) },
    ...(text ? [{ label: t("mail.said"), value: text, lang: update.language, long: true }] : []),
    ...(changedTo !== null ? [{ label: t("mail.state"), value: changedTo }] : []),
    ...photos.map(({ position, hash }, n) => ({
      label: t("mail.photo", { number: n + 1 }),
      value: t("mail.photoLink"),
      url: siteUrl(pictured(updatePhotoPath(id, position, "full"), hash)),
    })),
  ];
}

/** Who speaks, where no name says it. */
function speaker(origin: UpdateOrigin, t: T): string {
  switch (origin) {
    case "reporter":
    case "questionnaire":
      return t("mail.reporter");
    case "citizen":
      return t("mail.visitor");
    case "staff":
    case "backend":
    case "automatic":
      return t("mail.council");
    case "system":
      return env.SITE_NAME;
  }
}

/** The header of RFC 2369; by mail too, where mail reaches us. */
function unsubscribe(stopToken: string, address: string | null): string {
  const ways = [siteUrl(`/api/unsubscribe/${stopToken}`)];
  if (address !== null) ways.push(`mailto:${address}?subject=unsubscribe`);
  return ways.map((way) => `<${way}>`).join(", ");
}

const digest = (ids: readonly number[]): string =>
  createHash("sha256")
    .update([...ids].sort((a, b) => a - b).join(" "))
    .digest("hex")
    .slice(0, 16);
