import { type CreateEmailOptions, type ErrorResponse, Resend } from "resend";
import { formatMailbox } from "@/lib/mail/addresses";
import type { CheckedMail, MailOutcome, Transport } from "@/lib/mail/mail";
import { returnTag } from "@/lib/mail/return-address";
import { guardedFetch } from "@/lib/net";

/**
 * Resend's own client over our guarded fetch. Its built-in call swallows why a call failed, and whether anything was sent
 * decides if the mail may be sent again.
 */
export class ResendApi extends Resend {
  override async fetchRequest<T>(path: string, options: RequestInit = {}): Promise<Answer<T>> {
    const { status, headers, body } = await guardedFetch(`${this.baseUrl}${path}`, {
      method: options.method ?? "GET",
      headers: Object.fromEntries(new Headers(options.headers)),
      ...(typeof options.body === "string" && { body: options.body }),
      timeoutMs: 30_000,
      maxBytes: 1_000_000,
    });
    const plainHeaders = Object.fromEntries(headers);
    const said = parsed(new TextDecoder().decode(body));
    if (status < 300) return { data: said as T, error: null, headers: plainHeaders };
    const { name, message } = (said ?? {}) as Partial<ErrorResponse>;
    const error: ErrorResponse = {
      name: name ?? "application_error",
      message: message ?? "no reason given",
      statusCode: status,
    };
    return { data: null, error, headers: plainHeaders };
  }
}

type Answer<T> = Awaited<ReturnType<typeof Resend.prototype.fetchRequest<T>>>;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Mails through resend.com. For 24 hours Resend answers a repeated idempotency key with the first mail's id, so a mail that has
 * a key can be tried again whatever happened to its answer.
 */
export function resendTransport(apiKey: string, baseUrl?: string): Transport {
  const api = new ResendApi(apiKey, baseUrl ? { baseUrl } : {});
  return {
    async send(mail) {
      const { idempotencyKey } = mail;
      const key = idempotencyKey ? { idempotencyKey: idempotencyKey.slice(0, 256) } : {};
      try {
        const { data, error } = await api.emails.send(payload(mail), key);
        if (data) return { ok: true, messageId: data.id };
        return refused(mail, error);
      } catch (error) {
        const { message, phase } = error as Error & { phase?: "connect" | "sent" };
        const reason = `Resend could not be reached or did not answer: ${message}`;
        return { ok: false, reason, retry: true, ...doubt(mail, phase !== "connect") };
      }
    },
  };
}

function payload(mail: CheckedMail): CreateEmailOptions {
  return {
    from: formatMailbox(mail.from),
    to: mail.to.map(formatMailbox),
    ...(mail.replyTo && { replyTo: formatMailbox(mail.replyTo) }),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers: {
      ...mail.headers,
      "Message-ID": mail.messageId,
      ...threadHeaders(mail.references ?? []),
    },
    // Resend has an envelope sender of its own; its bounce events bring our tag back.
    ...(mail.returnToken && { tags: [{ name: returnTag, value: mail.returnToken }] }),
    attachments: (mail.attachments ?? []).map(({ fileName, type, bytes, contentId }) => ({
      filename: fileName,
      contentType: type,
      content: Buffer.from(bytes).toString("base64"),
      ...(contentId && { contentId }),
    })),
  };
}

function threadHeaders(references: readonly string[]): Record<string, string> {
  const last = references.at(-1);
  return last === undefined ? {} : { References: references.join(" "), "In-Reply-To": last };
}

function refused(mail: CheckedMail, error: ErrorResponse): MailOutcome {
  // The key has served for a mail that differs in some byte (a photo's map, a time): that mail was taken.
  if (error.name === "invalid_idempotent_request") return { ok: true, messageId: mail.messageId };
  const status = error.statusCode ?? 0;
  const again =
    status === 408 || status === 429 || status >= 500 || error.name === "concurrent_idempotent_requests";
  const reason = `Resend refused the mail (${status}, ${error.name}): ${error.message}`;
  // A server that broke in the middle may have passed the mail on; with a key the next try finds out.
  return { ok: false, reason, retry: again, ...doubt(mail, status >= 500) };
}

/** Whether a mail that may have been taken is in doubt: with a key the next try finds out. */
const doubt = ({ idempotencyKey }: CheckedMail, perhaps: boolean) => ({
  ambiguous: perhaps && !idempotencyKey,
  keyed: perhaps && idempotencyKey !== undefined,
});
