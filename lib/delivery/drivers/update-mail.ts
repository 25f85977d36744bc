import type { SettingsOf } from "@/lib/bodies/connection-settings";
import { attachedPhotos } from "@/lib/delivery/drivers/email-attachments";
import { answersTo, mailExchange, senderName } from "@/lib/delivery/drivers/email-parts";
import { type AboutUpdate, updateBlocks } from "@/lib/delivery/drivers/update-mail-content";
import type { Outcome, UpdateParcel } from "@/lib/delivery/parcel";
import { env } from "@/lib/env";
import { addressesIn } from "@/lib/mail/addresses";
import { messageHost } from "@/lib/mail/check-mail";
import type { Mail, Mailbox } from "@/lib/mail/mail";
import { returnToken } from "@/lib/mail/return-address";
import type { sendMail } from "@/lib/mail/send";
import { written } from "@/lib/mail/words";
import { translator } from "@/lib/messages";
import { oneLine } from "@/lib/plain-text";

type EmailSettings = Pick<SettingsOf<"email">, "from" | "replyTo">;

/**
 * Mails an update to where its report went, in the thread of the report's mail. From our own address, answers go to the author; each
 * body gets its own mail, as each is recorded by itself. Source: spec/integration.md 6, 3.3.
 */
export async function mailUpdate(
  parcel: UpdateParcel,
  settings: EmailSettings,
  handOver: typeof sendMail,
): Promise<Outcome> {
  const to = recipients(parcel);
  if (to.length === 0) return noRecipients(parcel);
  const photos = await attachedPhotos(parcel);
  if (typeof photos === "string") return { kind: "failed", reason: photos, retry: true, ambiguous: false };
  const { author, body } = parcel;
  const { language } = body;
  const replyTo = answersTo(author, body, settings);
  const about: AboutUpdate = {
    photoIds: photos.flatMap(({ contentId }) => contentId ?? []),
    insteadOf: env.STAGING ? bodyAddresses(parcel).join(", ") : null,
    answersReach: replyTo !== null && replyTo.address === author.email,
  };
  const reported = translator("mail", language)("body.subject", { title: oneLine(parcel.reportTitle) });
  const subject = translator("updateMail", language)("subject", { subject: reported });
  const send = `${parcel.updateId}-${body.slug}-${parcel.round}`;
  const mail: Mail = {
    to,
    from: { name: senderName(author, language), ...(settings.from && { address: settings.from }) },
    ...(replyTo && { replyTo }),
    returnToken: returnToken({ kind: "report", id: parcel.reportId }),
    subject,
    ...written(subject, updateBlocks(parcel, about), language),
    // The same for every attempt of one send, so that mail systems can tell a repetition from a second update.
    messageId: `<update-${send}@${messageHost()}>`,
    ...(parcel.messageId && { references: [parcel.messageId] }),
    attachments: photos,
    idempotencyKey: `update-${send}-${parcel.saidAt.getTime()}`,
  };
  const startedAt = new Date();
  const outcome = await handOver(mail);
  const blank = "[blanked]";
  const nobody = { ...author, name: blank, email: blank, phone: blank };
  const { text } = written(subject, updateBlocks({ ...parcel, author: nobody }, about), language);
  const answer = outcome.ok ? outcome.messageId : outcome.reason;
  const exchanges = [mailExchange(mail, text, startedAt, answer)];
  if (outcome.ok) return { kind: "sent", externalId: null, exchanges };
  const { reason, retry, ambiguous } = outcome;
  return { kind: "failed", reason, retry, ambiguous, exchanges };
}

/** Where the report went; where that is not known, where reports of its category go. */
const bodyAddresses = ({ sentTo, destination }: UpdateParcel): string[] =>
  sentTo.length > 0 ? sentTo : addressesIn(destination);

/** The body's addresses under its name; on a test system whoever reported, and nobody else. */
function recipients(parcel: UpdateParcel): Mailbox[] {
  if (!env.STAGING) return bodyAddresses(parcel).map((address) => ({ name: parcel.body.name, address }));
  return parcel.reporterEmail ? [{ address: parcel.reporterEmail }] : [];
}

function noRecipients({ body, category }: UpdateParcel): Outcome {
  const t = translator("mail");
  if (env.STAGING) return { kind: "skipped", reason: t("failure.noReporter") };
  const reason = t("failure.noRecipients", { body: body.name, category });
  return { kind: "failed", reason, retry: false, ambiguous: false };
}
