import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { checkMail } from "@/lib/mail/check-mail";
import type { CheckedMail, Mail, MailOutcome, Transport } from "@/lib/mail/mail";
import { outboxTransport } from "@/lib/mail/transports/outbox";
import { resendTransport } from "@/lib/mail/transports/resend";
import { smtpTransport } from "@/lib/mail/transports/smtp";

export type { Mail, MailOutcome } from "@/lib/mail/mail";

export type MailWay = "resend" | "smtp" | "outbox";

/** How mail leaves: by Resend or an SMTP server where one is configured, else into a folder. */
export const mailWay = (): MailWay => (env.RESEND_API_KEY ? "resend" : env.SMTP_URL ? "smtp" : "outbox");

const transports = {
  resend: () => resendTransport(env.RESEND_API_KEY ?? ""),
  smtp: () => smtpTransport(env.SMTP_URL ?? ""),
  outbox: () => outboxTransport(env.MAIL_OUTBOX),
} satisfies Record<MailWay, () => Transport>;

/** Sends one mail. What the world answers is told, never thrown; a mail that is itself impossible is a permanent failure. */
export async function sendMail(mail: Mail): Promise<MailOutcome> {
  let checked: CheckedMail;
  try {
    checked = checkMail(mail);
  } catch (error) {
    return { ok: false, reason: (error as Error).message, retry: false, ambiguous: false };
  }
  const way = mailWay();
  const outcome = await transports[way]().send(checked);
  const { ok } = outcome;
  log.info(
    { way, ok, ...(!ok && { retry: outcome.retry, ambiguous: outcome.ambiguous }) },
    "mail handed over",
  );
  return outcome;
}
