import MailComposer from "nodemailer/lib/mail-composer";
import type { CheckedMail, Mailbox } from "@/lib/mail/mail";

const box = ({ name, address }: Mailbox) => ({ name: name ?? "", address });

/** The mail as it goes over the wire (RFC 5322, CRLF), the same for SMTP and the outbox. */
export async function composeMail(mail: CheckedMail): Promise<Buffer> {
  const node = new MailComposer({
    from: box(mail.from),
    to: mail.to.map(box),
    ...(mail.replyTo && { replyTo: box(mail.replyTo) }),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers: mail.headers ?? {},
    messageId: mail.messageId,
    ...(mail.references?.length && { references: mail.references, inReplyTo: mail.references.at(-1) }),
    attachments: (mail.attachments ?? []).map(({ fileName, type, bytes, contentId }) => ({
      filename: fileName,
      contentType: type,
      content: Buffer.from(bytes),
      ...(contentId ? { cid: contentId, contentDisposition: "inline" as const } : {}),
    })),
    newline: "\r\n",
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  return node.build();
}
