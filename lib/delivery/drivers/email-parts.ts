import type { Parcel } from "@/lib/delivery/parcel";
import { env } from "@/lib/env";
import { ownSender } from "@/lib/mail/addresses";
import type { Mail, Mailbox } from "@/lib/mail/mail";
import { mailWay } from "@/lib/mail/send";
import { translator } from "@/lib/messages";
import type { Exchange } from "@/lib/open311/wire";
import { oneLine } from "@/lib/plain-text";

/** In whose words a mail is: who reported, or who wrote an update. */
type Person = Pick<Parcel["reporter"], "name" | "email" | "emailVerified">;

/** Who the mail is from in words: a proven person through this site, or on behalf of whom nobody has checked. */
export function senderName(person: Person, language: string): string {
  const t = translator("mail", language);
  const name = oneLine(person.name);
  if (!name) return ownSender().name;
  const proven = person.email !== null && person.emailVerified;
  return proven ? t("body.from", { name, site: env.SITE_NAME }) : t("body.onBehalf", { name });
}

/** The connection's own address for answers, else the person's if it is proven, else the body's. */
export function answersTo(
  person: Person,
  body: Pick<Parcel["body"], "name" | "replyTo">,
  settings: { replyTo?: string | undefined },
): Mailbox | null {
  if (settings.replyTo) return { address: settings.replyTo };
  if (person.email && person.emailVerified) return { name: person.name, address: person.email };
  return body.replyTo ? { name: body.name, address: body.replyTo } : null;
}

/** The mail as it is kept with the attempt: the same words without the person. */
export function mailExchange(mail: Mail, requestBody: string, startedAt: Date, answer: string): Exchange {
  return {
    method: "MAIL",
    url: mailWay(),
    requestHeaders: {
      To: env.STAGING ? "[blanked]" : mail.to.map(({ address }) => address).join(", "),
      Subject: mail.subject,
      "Message-ID": mail.messageId ?? "",
      Attachments: (mail.attachments ?? []).map(({ fileName }) => fileName).join(", "),
    },
    requestBody,
    status: null,
    responseHeaders: {},
    responseBody: answer,
    startedAt,
    durationMs: Date.now() - startedAt.getTime(),
  };
}
