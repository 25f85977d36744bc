import type { UpdateParcel } from "@/lib/delivery/parcel";
import { env } from "@/lib/env";
import type { Block, Field } from "@/lib/mail/blocks";
import { moment } from "@/lib/mail/words";
import { translator } from "@/lib/messages";
import { oneLine } from "@/lib/plain-text";

/** What is known about the mail beside the parcel. */
export type AboutUpdate = {
  /** Content ids of the photos attached, in order. */
  photoIds: readonly string[];
  /** On a test system: where the mail would have gone. */
  insteadOf: string | null;
  /** Whether a reply reaches the author. */
  answersReach: boolean;
};

/** What a body reads about one update: who says what, and what the report is now. */
export function updateBlocks(parcel: UpdateParcel, about: AboutUpdate): Block[] {
  const t = translator("updateMail", parcel.body.language);
  const body = translator("mail", parcel.body.language);
  const blocks: (Block | false)[] = [
    about.insteadOf !== null && {
      kind: "notice",
      text: t("staging", { body: parcel.body.name, destination: about.insteadOf }),
    },
    { kind: "paragraph", text: t("salutation", { bodies: parcel.body.name }) },
    {
      kind: "paragraph",
      text: t(parcel.categoryChange ? "leadCategory" : "lead", { site: env.SITE_NAME }),
    },
    parcel.private && { kind: "notice", text: t("private") },
    { kind: "button", label: t("link"), url: `${parcel.reportUrl}#update-${parcel.updateId}` },
    { kind: "fields", fields: updateFields(parcel) },
    parcel.anonymous && { kind: "small", text: t("anonymous") },
    ...about.photoIds.map((contentId, at): Block => {
      return { kind: "image", contentId, alt: body("body.photo", { number: at + 1 }), width: 540 };
    }),
    { kind: "small", text: t(about.answersReach ? "reply" : "noReply") },
  ];
  return blocks.filter((block) => block !== false);
}

function updateFields(parcel: UpdateParcel): Field[] {
  const t = translator("updateMail", parcel.body.language);
  const { author, language: lang } = parcel;
  const state = t(`states.${parcel.state}`);
  const reference = parcel.customerReference ?? parcel.externalId;
  const none = t("none");
  const fields: (Field | false)[] = [
    { label: t("id"), value: String(parcel.reportId) },
    { label: t("title"), value: oneLine(parcel.reportTitle) },
    { label: t("category"), value: parcel.category },
    reference !== null && { label: t("reference"), value: reference },
    { label: t("by"), value: t(`author.${author.kind}`) },
    { label: t("name"), value: oneLine(author.name) || none },
    { label: t("email"), value: author.email ?? none },
    { label: t("phone"), value: author.phone || none },
    { label: t("saidAt"), value: moment(parcel.saidAt, parcel.body.language) },
    { label: t("state"), value: parcel.reopened ? t("reopened", { state }) : state },
    parcel.text.trim() !== "" && { label: t("text"), value: parcel.text, lang, long: true },
    ...parcel.answers.map(({ code, value }) => ({ label: code, value, lang })),
    { label: t("report"), value: parcel.reportUrl, url: parcel.reportUrl },
  ];
  return fields.filter((field) => field !== false);
}
