import { createHash } from "node:crypto";
import type { SettingsOf } from "@/lib/bodies/connection-settings";
import { attachedPhotos, attachedPicture } from "@/lib/delivery/drivers/email-attachments";
import { type About, reportBlocks } from "@/lib/delivery/drivers/email-content";
import { answersTo, mailExchange, senderName } from "@/lib/delivery/drivers/email-parts";
import { joinParcels } from "@/lib/delivery/drivers/join-parcels";
import { type PlacePicture, placePicture } from "@/lib/delivery/drivers/place-picture";
import { mailUpdate } from "@/lib/delivery/drivers/update-mail";
import type { Driver, Outcome, Parcel } from "@/lib/delivery/parcel";
import { env } from "@/lib/env";
import { addressesIn } from "@/lib/mail/addresses";
import { messageHost } from "@/lib/mail/check-mail";
import type { Mail, Mailbox } from "@/lib/mail/mail";
import { returnToken } from "@/lib/mail/return-address";
import { type MailOutcome, sendMail } from "@/lib/mail/send";
import { written } from "@/lib/mail/words";
import { translator } from "@/lib/messages";
import { oneLine } from "@/lib/plain-text";

/** What of an e-mail connection's settings the mail itself depends on. */
type EmailSettings = Pick<SettingsOf<"email">, "from" | "replyTo">;
/** `send`: what hands the mail over; a recorder shows what would be sent. */
type Way = { picture?: PlacePicture; send?: typeof sendMail };

/**
 * Mails a report to the addresses of the body's contact, with all that is known in labelled fields, photos inside. The sender's
 * address is always our own, as mail in a citizen's name is thrown away or marked as forged; answers go to the citizen. Several
 * bodies of one report get one message, in which each can see who else has it. Source: spec/integration.md 3.
 */
export const createEmailDriver = (
  way: Way = {},
): Required<Pick<Driver<EmailSettings>, "send" | "sendTogether" | "sendUpdate">> => ({
  async send(parcel, settings) {
    const [outcome] = await sendTogether([parcel], settings, way);
    return outcome as Outcome;
  },
  sendTogether: (parcels, settings) => sendTogether(parcels, settings, way),
  sendUpdate: (parcel, settings) => mailUpdate(parcel, settings, way.send ?? sendMail),
});

export const emailDriver = createEmailDriver({ picture: placePicture });

/** A body without an address fails by itself and keeps nobody else from getting the report (TRAP-10). */
async function sendTogether(
  parcels: readonly Parcel[],
  settings: EmailSettings,
  { picture, send: handOver = sendMail }: Way,
): Promise<Outcome[]> {
  const reached = parcels.filter((parcel) => recipients(parcel).length > 0);
  if (reached.length === 0) return parcels.map(noRecipients);
  const parcel = joinParcels(reached);
  const photos = await attachedPhotos(parcel);
  if (typeof photos === "string") {
    return parcels.map((one) => (reached.includes(one) ? failed(photos, true) : noRecipients(one)));
  }
  const place = picture ? await attachedPicture(picture, parcel) : null;
  const replyTo = answersTo(parcel.reporter, parcel.body, settings);
  const about: About = {
    photoIds: photos.flatMap(({ contentId }) => contentId ?? []),
    placeId: place?.contentId ?? null,
    insteadOf: env.STAGING ? reached.map(({ contact }) => contact.destination).join(", ") : null,
    answersReach: replyTo !== null && replyTo.address === parcel.reporter.email,
  };
  const { language } = parcel.reader;
  const subject = translator("mail", language)("body.subject", { title: oneLine(parcel.title) });
  const send = `${parcel.reportId}-${nameOf(reached)}`;
  const mail: Mail = {
    to: everybody(reached),
    from: { name: senderName(parcel.reporter, language), ...(settings.from && { address: settings.from }) },
    ...(replyTo && { replyTo }),
    returnToken: returnToken({ kind: "report", id: parcel.reportId }),
    subject,
    ...written(subject, reportBlocks(parcel, about), language),
    // The same for every attempt of one send, so that mail systems can tell a repetition from a second report.
    messageId: `<report-${send}@${messageHost()}>`,
    attachments: place ? [...photos, place] : photos,
    idempotencyKey: `report-${send}-${parcel.confirmedAt.getTime()}`,
  };
  const startedAt = new Date();
  const outcome = await handOver(mail);
  const answer = outcome.ok ? outcome.messageId : outcome.reason;
  const blank = "[blanked]";
  const reporter = { name: blank, email: blank, emailVerified: false, phone: blank };
  const text = written(subject, reportBlocks({ ...parcel, reporter }, about), language).text;
  const exchanges = [mailExchange(mail, text, startedAt, answer)];
  return parcels.map((one) =>
    reached.includes(one)
      ? { ...outcomeFor(one, mail, outcome, reached.length), exchanges }
      : noRecipients(one),
  );
}

function outcomeFor(parcel: Parcel, { messageId }: Mail, outcome: MailOutcome, bodies: number): Outcome {
  if (outcome.ok) {
    // On a test system nothing went to any of the body's addresses.
    const sentTo = env.STAGING ? [] : recipients(parcel).map(({ address }) => address);
    return { kind: "sent", externalId: null, sentTo, ...(messageId && { messageId }) };
  }
  const { reason, retry, ambiguous, keyed } = outcome;
  // The key stands for this very set of bodies. By the next try one of them may have been settled by hand, and then a mail under
  // another key would reach the others a second time.
  return { kind: "failed", reason, retry, ambiguous: ambiguous || (keyed === true && bodies > 1) };
}

/** Which bodies, and which time: the name of one send. */
function nameOf(parcels: readonly Parcel[]): string {
  const names = parcels.map(({ body, round }) => `${body.slug}-${round}`);
  if (names.length === 1) return names.join();
  // Of any number of bodies a name of fixed length, as keys are cut off at 256 characters.
  return `together-${createHash("sha256").update(names.sort().join("\n")).digest("hex").slice(0, 24)}`;
}

/** Body by body in the order of their names, each address once. */
function everybody(parcels: readonly Parcel[]): Mailbox[] {
  const boxes = parcels.toSorted((a, b) => a.body.name.localeCompare(b.body.name)).flatMap(recipients);
  const known = new Set<string>();
  return boxes.filter(({ address }) => !known.has(address.toLowerCase()) && known.add(address.toLowerCase()));
}

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
