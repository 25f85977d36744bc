import { env } from "@/lib/env";
import { isAddress, ownSender } from "@/lib/mail/addresses";
import type { CheckedMail, Mail, Mailbox } from "@/lib/mail/mail";
import { returnAddress } from "@/lib/mail/return-address";
import { oneLine } from "@/lib/plain-text";

/** What we say about ourselves in `headers`; everything else has its own field. */
const headerName = /^(?:Auto-Submitted|List-[A-Za-z-]+|Precedence|X-[A-Za-z0-9-]+)$/;

/**
 * A mail that cannot say anything but what it says: every address is one address, every header one line.
 * @throws Error naming what is wrong; sending it again would not help
 */
export function checkMail(mail: Mail): CheckedMail {
  if (mail.to.length === 0) throw new Error("The mail has no recipient.");
  const own = ownSender();
  const from = {
    name: oneLine(mail.from?.name ?? own.name),
    address: checkedAddress(mail.from?.address ?? own.address),
  };
  return {
    ...mail,
    from,
    to: mail.to.map(checkedMailbox),
    ...(mail.replyTo && { replyTo: checkedMailbox(mail.replyTo) }),
    subject: oneLine(mail.subject),
    headers: checkedHeaders(mail.headers ?? {}),
    messageId: checkedId(mail.messageId ?? `<${crypto.randomUUID()}@${messageHost()}>`),
    references: (mail.references ?? []).map(checkedId),
    envelopeFrom: checkedEnvelope(mail, from.address),
    attachments: (mail.attachments ?? []).map((attachment) => ({
      ...attachment,
      fileName: oneLine(attachment.fileName).replace(/[/\\"]/g, "_"),
    })),
  };
}

/** The right-hand side of our message ids. */
export const messageHost = (): string => new URL(env.SITE_URL).hostname;

function checkedAddress(address: string): string {
  // The address is personal data, and reasons are kept and logged: it is not repeated.
  if (!isAddress(address)) throw new Error("One of the mail's addresses is not an e-mail address.");
  return address;
}

/** Where a mail that cannot be delivered comes back to; nowhere when it must not, as answers to a bounce would go round in circles. */
function checkedEnvelope({ envelopeFrom, returnToken }: Mail, own: string): string {
  if (envelopeFrom === "") return "";
  return checkedAddress(envelopeFrom ?? ((returnToken && returnAddress(returnToken)) || own));
}

function checkedMailbox({ name, address }: Mailbox): Mailbox {
  return { address: checkedAddress(address), ...(name && { name: oneLine(name) }) };
}

function checkedId(id: string): string {
  if (!/^<[^\s<>@]+@[^\s<>@]+>$/.test(id)) throw new Error("One of the mail's message ids is malformed.");
  return id;
}

function checkedHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (!headerName.test(name)) throw new Error(`The mail may not set the header ${oneLine(name)}.`);
      return [name, oneLine(value)];
    }),
  );
}
