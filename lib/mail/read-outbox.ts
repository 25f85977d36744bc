import { open, readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import PostalMime, { type Address } from "postal-mime";
import { env } from "@/lib/env";
import { mailWay } from "@/lib/mail/send";

/** `TIME-ID.eml`, as the outbox names its files; nothing else is ever opened. */
const fileName = /^\d{8}T\d{6}\.\d{3}Z-[0-9a-f]{24}\.eml$/;
const headBytes = 16_384;

export type OutboxItem = { file: string; at: Date; to: string; subject: string };
export type OutboxMail = OutboxItem & {
  from: string;
  replyTo: string;
  text: string;
  /** Null for a mail of plain text; pictures inside are `data:` addresses. */
  html: string | null;
  attachments: { name: string; type: string; bytes: number }[];
};

/** Whether mails are kept here to be read: in the demo and in development, as long as none really leaves. */
export const isOutboxOpen = (): boolean =>
  mailWay() === "outbox" && (env.DEMO || env.NODE_ENV === "development");

/** The latest mails, newest first. Of each file only its head is read. */
export async function listOutbox(limit: number): Promise<OutboxItem[]> {
  const files = await readdir(env.MAIL_OUTBOX).catch(() => []);
  const latest = files
    .filter((file) => fileName.test(file))
    .sort()
    .reverse()
    .slice(0, limit);
  return Promise.all(latest.map(readHead));
}

async function readHead(file: string): Promise<OutboxItem> {
  const handle = await open(path.join(env.MAIL_OUTBOX, file));
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const text = buffer.subarray(0, bytesRead).toString("latin1");
    const head = await PostalMime.parse(`${text.split("\r\n\r\n")[0]}\r\n\r\n`);
    return { file, at: timeOf(file), to: addresses(head.to), subject: head.subject ?? "" };
  } finally {
    await handle.close();
  }
}

/** One mail, or null when there is none of that name. */
export async function readOutboxMail(file: string): Promise<OutboxMail | null> {
  const raw = await readRaw(file);
  if (!raw) return null;
  const mail = await PostalMime.parse(raw, { attachmentEncoding: "base64" });
  const pictures = new Map(
    mail.attachments
      .filter(({ contentId, mimeType }) => contentId && /^image\/(jpeg|png)$/.test(mimeType))
      .map(({ contentId, mimeType, content }) => [
        contentId?.slice(1, -1),
        `data:${mimeType};base64,${content}`,
      ]),
  );
  return {
    file,
    at: timeOf(file),
    to: addresses(mail.to),
    from: addresses(mail.from && [mail.from]),
    replyTo: addresses(mail.replyTo),
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    html:
      mail.html?.replace(
        /"cid:([^"]+)"/g,
        (whole, id: string) => `"${pictures.get(id) ?? whole.slice(1, -1)}"`,
      ) ?? null,
    attachments: mail.attachments.map(({ filename, mimeType, content }) => ({
      name: filename ?? "",
      type: mimeType,
      bytes: Math.floor((String(content).length * 3) / 4),
    })),
  };
}

/** The message as it was written, or null when there is none of that name. */
async function readRaw(file: string): Promise<Buffer | null> {
  if (!fileName.test(file)) return null;
  const at = path.join(env.MAIL_OUTBOX, file);
  return (await stat(at).catch(() => null)) ? readFile(at) : null;
}

const timeOf = (file: string): Date =>
  new Date(file.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\d\.\d{3}Z).*$/, "$1-$2-$3:$4:$5"));

const addresses = (list: Address[] | undefined): string =>
  (list ?? []).map(({ name, address }) => (name ? `${name} <${address}>` : (address ?? ""))).join(", ");
