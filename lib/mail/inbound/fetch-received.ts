import { z } from "zod";
import { ResendApi } from "@/lib/mail/transports/resend";
import { guardedFetch } from "@/lib/net";

/** What Resend says it keeps of a mail that came in. */
const Kept = z.object({ raw: z.object({ download_url: z.url() }) });

/** As large as a mail may be that is handed to us. */
export const maxMailBytes = 15_000_000;

/**
 * The raw message behind an `email.received` event, which itself holds no text.
 * @throws Error when it cannot be had now
 */
export async function fetchReceived(emailId: string, apiKey: string): Promise<Uint8Array> {
  const api = new ResendApi(apiKey);
  const { data, error } = await api.emails.receiving.get(emailId);
  if (error) throw new Error(`Resend did not hand over the mail: ${error.message}`);
  const { raw } = Kept.parse(data);
  const { status, body } = await guardedFetch(raw.download_url, {
    method: "GET",
    timeoutMs: 30_000,
    maxBytes: maxMailBytes,
  });
  if (status !== 200) throw new Error(`Resend did not hand over the mail: ${status}`);
  return body;
}
