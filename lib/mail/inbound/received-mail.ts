import { createHash } from "node:crypto";
import PostalMime, { type Address, type Attachment as Part } from "postal-mime";
import { isAddress } from "@/lib/mail/addresses";
import type { Mailbox } from "@/lib/mail/mail";
import { oneLine, severalLines } from "@/lib/plain-text";

export type ReceivedFile = { fileName: string; type: string; bytes: Uint8Array };

/** A mail that came in, as far as we look at it. Everything in it is a stranger's word. */
export type ReceivedMail = {
  /** Its Message-ID, or a digest of all of it. */
  messageId: string;
  /** Whom it says it is from, and whom to answer. */
  from: Mailbox | null;
  answerTo: Mailbox | null;
  subject: string;
  /** Plain text, also of a mail in HTML. */
  text: string;
  /** By lower-case name; of several of one name the first. */
  headers: ReadonlyMap<string, string>;
  /** The sender on the envelope: empty for bounces, null when nobody told. */
  envelopeFrom: string | null;
  /** The addresses it was for: the envelope's, else those in its head. */
  recipients: string[];
  /** RFC 3464's machine-readable part, if it has one. */
  deliveryStatus: string | null;
  files: ReceivedFile[];
};

/** What the mail server knows beside the mail itself. */
export type Envelope = { from: string | null; to: string | null };

/** Beyond this nobody reads a mail, and a database column should not hold it. */
const maxTextLength = 20_000;
/** Parts that tell of the mail that came back, or of this one's signature, and are no files to pass on. */
const machinery = /^(message\/|text\/rfc822-headers|application\/(pgp|pkcs7)-signature)/;

/** Reads a raw RFC 5322 message. @throws Error for one that is nested or long beyond reason */
export async function readReceived(raw: Uint8Array, envelope: Envelope): Promise<ReceivedMail> {
  const mail = await PostalMime.parse(raw, { maxNestingDepth: 50, maxHeadersSize: 256 * 1024 });
  const headers = new Map(mail.headers.toReversed().map(({ key, value }) => [key, oneLine(value)]));
  const [answerTo] = boxes(mail.replyTo ?? []);
  const [from] = boxes(mail.from ? [mail.from] : []);
  const status = mail.attachments.find(({ mimeType }) => mimeType === "message/delivery-status");
  const text = mail.text ?? "";
  return {
    messageId: oneLine(mail.messageId ?? "") || `sha256:${createHash("sha256").update(raw).digest("hex")}`,
    from: from ?? null,
    answerTo: answerTo ?? from ?? null,
    subject: oneLine(mail.subject ?? "").slice(0, 300),
    text: severalLines(text.trim() ? text : textOf(mail.html ?? "")).slice(0, maxTextLength),
    headers,
    envelopeFrom: envelope.from === null ? null : bare(envelope.from),
    recipients:
      envelope.to === null
        ? addressees(headers, [...(mail.to ?? []), ...(mail.cc ?? [])])
        : [bare(envelope.to)],
    deliveryStatus: status ? decoded(status) : null,
    files: mail.attachments
      .filter(({ mimeType }) => !machinery.test(mimeType))
      .map((part) => ({ fileName: oneLine(part.filename ?? ""), type: part.mimeType, bytes: bytesOf(part) })),
  };
}

/** Mail servers write whom a mail was really for above its own head. */
function addressees(headers: ReadonlyMap<string, string>, written: readonly Address[]): string[] {
  const told = ["x-original-to", "delivered-to", "envelope-to"].flatMap((name) => headers.get(name) ?? []);
  return [...told.map(bare), ...boxes(written).map(({ address }) => address)];
}

/** `<a@b.example>` or `a@b.example`; what mail servers write for the empty sender is empty. */
function bare(text: string): string {
  const address = text.trim().replace(/^<(.*)>$/, "$1");
  return /^(mailer-daemon|<>)?$/i.test(address) ? "" : address;
}

const boxes = (list: readonly Address[]): Mailbox[] =>
  list
    .flatMap((one): { name: string; address: string }[] => (one.group ? one.group : [one]))
    .filter(({ address }) => isAddress(address))
    .map(({ name, address }) => ({ name: oneLine(name).slice(0, 120), address }));

const bytesOf = ({ content }: Part): Uint8Array =>
  typeof content === "string" ? Buffer.from(content) : new Uint8Array(content);
const decoded = (part: Part): string => new TextDecoder().decode(bytesOf(part)).replace(/\r\n?/g, "\n");

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " ", "#39": "'" };

/** The words of an HTML mail. What comes out is text and is shown as text, so that nothing in it can do anything. */
const textOf = (html: string): string =>
  html
    .replace(/<(script|style|head)\b[\s\S]*?(<\/\1\s*>|$)/gi, "")
    .replace(/<(br|\/p|\/div|\/tr|\/li|\/h\d)\b[^>]*>/gi, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (sign, name: string) => entities[name] ?? sign);
