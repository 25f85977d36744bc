import { setTimeout as after } from "node:timers/promises";
import type { SettingsOf } from "@/lib/bodies/connection-settings";
import { type About, reportBlocks } from "@/lib/delivery/drivers/email-content";
import { type PlacePicture, placePicture } from "@/lib/delivery/drivers/place-picture";
import type { Driver, Outcome, Parcel } from "@/lib/delivery/parcel";
import { env } from "@/lib/env";
import { addressesIn, ownSender } from "@/lib/mail/addresses";
import { messageHost } from "@/lib/mail/check-mail";
import type { Attachment, Mail, Mailbox } from "@/lib/mail/mail";
import { mailWay, sendMail } from "@/lib/mail/send";
import { written } from "@/lib/mail/words";
import { translator } from "@/lib/messages";
import type { Exchange } from "@/lib/open311/wire";
import { oneLine } from "@/lib/plain-text";

type EmailSettings = SettingsOf<"email">;

const maxPhotos = 3;
/** A picture of the place is nice to have; a report waits no longer for it than this. */
const pictureMs = 3000;

/**
 * Mails a report to the addresses of the body's contact, with all that is known in labelled fields, photos inside. The sender's
 * address is always our own, as mail in a citizen's name is thrown away or marked as forged; answers go to the citizen.
 */
export const createEmailDriver = ({ picture }: { picture?: PlacePicture } = {}): Driver<EmailSettings> => ({
  async send(parcel, settings) {
    const to = recipients(parcel);
    if (to.length === 0) return noRecipients(parcel);
    const photos = await attachedPhotos(parcel);
    if (typeof photos === "string") return failed(photos, true);
    const place = picture ? await attachedPicture(picture, parcel) : null;
    const replyTo = answersTo(parcel, settings);
    const about: About = {
      photoIds: photos.flatMap(({ contentId }) => contentId ?? []),
      placeId: place?.contentId ?? null,
      insteadOf: env.STAGING ? parcel.contact.destination : null,
      answersReach: replyTo !== null && replyTo.address === parcel.reporter.email,
    };
    const subject = translator("mail")("body.subject", { title: oneLine(parcel.title) });
    const send = `${parcel.reportId}-${parcel.body.slug}-${parcel.round}`;
    const mail: Mail = {
      to,
      from: { name: senderName(parcel), ...(settings.from && { address: settings.from }) },
      ...(replyTo && { replyTo }),
      subject,
      ...written(subject, reportBlocks(parcel, about)),
      // The same for every attempt of one send, so that mail systems can tell a repetition from a second report.
      messageId: `<report-${send}@${messageHost()}>`,
      attachments: place ? [...photos, place] : photos,
      idempotencyKey: `report-${send}-${parcel.confirmedAt.getTime()}`,
    };
    const startedAt = new Date();
    const outcome = await sendMail(mail);
    const exchanges = [
      exchange(parcel, about, mail, startedAt, outcome.ok ? outcome.messageId : outcome.reason),
    ];
    if (outcome.ok) return { kind: "sent", externalId: null, exchanges };
    const { reason, retry, ambiguous } = outcome;
    return { kind: "failed", reason, retry, ambiguous, exchanges };
  },
});

export const emailDriver = createEmailDriver({ picture: placePicture });

/** The contact's addresses under the body's name; on a test system the reporter alone, whatever the contact says. */
function recipients({ body, contact, reporter }: Parcel): Mailbox[] {
  if (!env.STAGING) return addressesIn(contact.destination).map((address) => ({ name: body.name, address }));
  return reporter.email ? [{ name: reporter.name, address: reporter.email }] : [];
}

function noRecipients({ body, category }: Parcel): Outcome {
  const t = translator("mail");
  // Nothing was to reach the body anyway.
  if (env.STAGING) return { kind: "skipped", reason: t("failure.noReporter") };
  return failed(t("failure.noRecipients", { body: body.name, category }), false);
}

const failed = (reason: string, retry: boolean): Outcome => ({
  kind: "failed",
  reason,
  retry,
  ambiguous: false,
});

/** Who the mail is from in words: a proven person through this site, or on behalf of whom nobody has checked. */
function senderName({ reporter }: Parcel): string {
  const t = translator("mail");
  const name = oneLine(reporter.name);
  if (!name) return ownSender().name;
  const proven = reporter.email !== null && reporter.emailVerified;
  return proven ? t("body.from", { name, site: env.SITE_NAME }) : t("body.onBehalf", { name });
}

/** The connection's own address for answers, else the reporter's if it is proven, else the body's. */
function answersTo({ reporter, body }: Parcel, settings: EmailSettings): Mailbox | null {
  if (settings.replyTo) return { address: settings.replyTo };
  if (reporter.email && reporter.emailVerified) return { name: reporter.name, address: reporter.email };
  return body.replyTo ? { name: body.name, address: body.replyTo } : null;
}

/** The photos as inline attachments, or why they could not be read. */
async function attachedPhotos({ photos }: Parcel): Promise<Attachment[] | string> {
  try {
    return await Promise.all(
      photos.slice(0, maxPhotos).map(async ({ fileName, type, bytes }, at) => ({
        fileName,
        type,
        bytes: await bytes(),
        contentId: `photo-${at + 1}@${messageHost()}`,
      })),
    );
  } catch (error) {
    return translator("mail")("failure.photo", { reason: (error as Error).message });
  }
}

async function attachedPicture(picture: PlacePicture, { point }: Parcel): Promise<Attachment | null> {
  const late = new AbortController();
  const bytes = await Promise.race([
    picture(point).catch(() => null),
    after(pictureMs, null, { signal: late.signal }).catch(() => null),
  ]);
  late.abort();
  return bytes && { fileName: "map.png", type: "image/png", bytes, contentId: `map@${messageHost()}` };
}

/** The mail as it is kept with the attempt: the same words without the person. */
function exchange(parcel: Parcel, about: About, mail: Mail, startedAt: Date, answer: string): Exchange {
  const blank = "[blanked]";
  const reporter = { name: blank, email: blank, emailVerified: false, phone: blank };
  return {
    method: "MAIL",
    url: mailWay(),
    requestHeaders: {
      To: env.STAGING ? blank : mail.to.map(({ address }) => address).join(", "),
      Subject: mail.subject,
      "Message-ID": mail.messageId ?? "",
      Attachments: (mail.attachments ?? []).map(({ fileName }) => fileName).join(", "),
    },
    requestBody: written(mail.subject, reportBlocks({ ...parcel, reporter }, about)).text,
    status: null,
    responseHeaders: {},
    responseBody: answer,
    startedAt,
    durationMs: Date.now() - startedAt.getTime(),
  };
}
