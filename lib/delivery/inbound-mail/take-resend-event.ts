import { type Taken, takeInboundMail } from "@/lib/delivery/inbound-mail/take";
import { takeRawMail } from "@/lib/delivery/inbound-mail/take-raw";
import { env } from "@/lib/env";
import { isAddress } from "@/lib/mail/addresses";
import type { Classified } from "@/lib/mail/inbound/classify";
import { fetchReceived } from "@/lib/mail/inbound/fetch-received";
import type { ResendEvent } from "@/lib/mail/inbound/resend-event";
import { readReturnToken } from "@/lib/mail/return-address";

/**
 * Takes what Resend tells: of a mail of ours by the tag that we gave it, of one that came in by fetching it.
 * @param id the event's own, the same when it is told again
 * @throws Error when it should be told again later
 */
export async function takeResendEvent(
  id: string,
  event: ResendEvent,
  now: Date = new Date(),
): Promise<Taken[]> {
  if (event.type === "email.received") {
    if (!env.RESEND_API_KEY)
      throw new Error("Mail that came in cannot be fetched: RESEND_API_KEY is not set.");
    const { email_id, received_for, to } = event.data;
    const raw = await fetchReceived(email_id, env.RESEND_API_KEY);
    const recipients = received_for.length > 0 ? received_for : to;
    const taken: Taken[] = [];
    for (const recipient of recipients)
      taken.push(...(await takeRawMail(raw, { from: null, to: recipient }, now)));
    return taken;
  }
  const about = readReturnToken(event.data.tags);
  if (!about) return [];
  const classified = classifyEvent(event);
  return [await takeInboundMail({ about, messageId: `resend:${id}`, classified, mail: null }, now)];
}

function classifyEvent(event: Exclude<ResendEvent, { type: "email.received" }>): Classified {
  const { to } = event.data;
  switch (event.type) {
    case "email.bounced": {
      const { type, subType, message } = event.data.bounce;
      // The words are Amazon SES's, by which Resend sends: Permanent, Transient or Undetermined.
      const permanent = type.toLowerCase() === "permanent" && !/mailbox ?full/i.test(subType);
      const reason = message || `${type} ${subType}`.trim();
      return { kind: "bounce", permanent, addresses: whose(to, message), reason };
    }
    case "email.suppressed": {
      const reason = event.data.suppressed.message;
      return { kind: "bounce", permanent: true, addresses: whose(to, reason), reason };
    }
    case "email.complained":
      return { kind: "complaint", addresses: whose(to, ""), reason: "" };
    case "email.delivery_delayed":
      return { kind: "bounce", permanent: false, addresses: whose(to, ""), reason: "" };
  }
}

/** An event names all whom the mail went to, and not which of them it is about, unless in its words. None = not known. */
function whose(to: readonly string[], said: string): string[] {
  const addresses = to.map((one) => one.replace(/^.*<(.*)>$/, "$1").trim()).filter(isAddress);
  if (addresses.length === 1) return addresses;
  return addresses.filter((address) => said.toLowerCase().includes(address.toLowerCase()));
}
