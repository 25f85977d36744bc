import type { Letter } from "@/lib/delivery/drivers/join-parcels";
import type { Parcel } from "@/lib/delivery/parcel";
import { env } from "@/lib/env";
import type { Block, Field } from "@/lib/mail/blocks";
import { listed, moment } from "@/lib/mail/words";
import { translator } from "@/lib/messages";
import { oneLine } from "@/lib/plain-text";

/** What is known about the mail beside the parcel. */
export type About = {
  /** Content ids of the photos attached, in order, and of the picture of the place. */
  photoIds: readonly string[];
  placeId: string | null;
  /** On a test system: where the mail would have gone. */
  insteadOf: string | null;
  /** Whether a reply reaches the person who reported. */
  answersReach: boolean;
};

/** What bodies read about one report: everything in labelled fields, so that it can be copied into any system. */
export function reportBlocks(parcel: Letter, about: About): Block[] {
  const { language } = parcel.reader;
  const t = translator("mail", language);
  const bodies = listed(parcel.reader.bodies, language);
  const blocks: (Block | false)[] = [
    about.insteadOf !== null && {
      kind: "notice",
      text: t("body.staging", { bodies, destination: about.insteadOf }),
    },
    { kind: "paragraph", text: t("body.salutation", { bodies }) },
    { kind: "paragraph", text: t("body.lead", { site: env.SITE_NAME }) },
    parcel.private && { kind: "notice", text: t("body.private") },
    parcel.reader.bodies.length > 1 && { kind: "paragraph", text: t("body.together", { bodies }) },
    parcel.alsoSentTo.length > 0 && {
      kind: "paragraph",
      text: t("body.alsoSentTo", { bodies: listed(parcel.alsoSentTo, language) }),
    },
    { kind: "button", label: t(parcel.private ? "body.linkPrivate" : "body.link"), url: parcel.url },
    { kind: "fields", fields: reportFields(parcel) },
    { kind: "paragraph", text: precision(parcel) },
    about.placeId !== null && { kind: "image", contentId: about.placeId, alt: t("body.still"), width: 540 },
    about.photoIds.length > 0 && {
      kind: "paragraph",
      text: t("body.photos", { count: about.photoIds.length }),
    },
    ...about.photoIds.map((contentId, at): Block => {
      return { kind: "image", contentId, alt: t("body.photo", { number: at + 1 }), width: 540 };
    }),
    { kind: "small", text: t(about.answersReach ? "body.reply" : "body.noReply") },
    { kind: "small", text: t("body.better", { site: env.SITE_NAME }) },
  ];
  return blocks.filter((block) => block !== false);
}

function reportFields(parcel: Letter): Field[] {
  const t = translator("mail", parcel.reader.language);
  const { reporter, point, language: lang } = parcel;
  const none = t("body.none");
  const own = (label: string, value: string): Field => ({ label, value: value || none, lang });
  return [
    { label: t("body.id"), value: String(parcel.reportId) },
    { label: t("body.name"), value: oneLine(reporter.name) || none },
    { label: t("body.email"), value: reporter.email ?? none },
    { label: t("body.phone"), value: reporter.phone || none },
    { label: t("body.category"), value: parcel.category },
    own(t("body.title"), parcel.title),
    own(t("body.detail"), parcel.detail),
    ...answerFields(parcel),
    { label: t("body.latitude"), value: String(point.lat) },
    { label: t("body.longitude"), value: String(point.lon) },
    { label: t("body.map"), value: t("body.mapLink"), url: mapUrl(point) },
    ...(parcel.address ? [{ label: t("body.address"), value: parcel.address }] : []),
    { label: t("body.confirmedAt"), value: moment(parcel.confirmedAt, parcel.reader.language) },
    { label: t("body.report"), value: parcel.url, url: parcel.url },
  ];
}

/** Every question that was answered, in words; "0" is an answer, nothing is none. */
function answerFields({ answers, language: lang }: Parcel): Field[] {
  return answers.flatMap(({ code, description, label }) => {
    const value = Array.isArray(label) ? label.filter(Boolean).join(", ") : label;
    return value.trim() === "" ? [] : [{ label: oneLine(description) || code, value, lang }];
  });
}

const mapUrl = ({ lat, lon }: Parcel["point"]): string =>
  `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=18/${lat}/${lon}`;

function precision({ usedMap, searchedFor, reader }: Letter): string {
  const t = translator("mail", reader.language);
  if (usedMap) return t("body.usedMap");
  return searchedFor ? t("body.noMap", { text: searchedFor }) : t("body.noMapUnknown");
}
