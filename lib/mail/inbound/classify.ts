import { isAddress } from "@/lib/mail/addresses";
import { readDeliveryStatus } from "@/lib/mail/inbound/delivery-status";
import type { ReceivedMail } from "@/lib/mail/inbound/received-mail";

/** What a mail that came in is. */
export type Classified =
  /** `permanent`: it will not get better by itself. `addresses`: who cannot be reached, as far as it is told. */
  | { kind: "bounce"; permanent: boolean; addresses: string[]; reason: string }
  /** A mail system's answer that nobody can make sense of. */
  | { kind: "unreadable_bounce"; reason: string }
  /** Somebody has marked our mail as unwanted; mail services tell. */
  | { kind: "complaint"; addresses: string[]; reason: string }
  /** Somebody's machine: away until Monday, your mail was received. */
  | { kind: "auto_reply" }
  | { kind: "reply" };

/** What `classify` looks at. */
export type Classifiable = Pick<
  ReceivedMail,
  "from" | "subject" | "text" | "headers" | "envelopeFrom" | "deliveryStatus"
>;

const daemons = /^(mailer-daemon|postmaster|mail-daemon|mdaemon|bounce)/i;
const bounceSubject =
  /undeliver|delivery (status notification|failure|has failed|incomplete)|delivery.*failed|mail delivery|returned (mail|to sender)|failure notice|could not be delivered|unzustellbar/i;
const autoSubject =
  /^(auto(matic)?[ -]?(reply|response|antwort)|autoreply|out of (the )?office|abwesen|automatische antwort|automatisch antwoord|réponse automatique|respuesta automática|vacation|on (annual )?leave)/i;

/** Fuller than it can be now; somebody will clear it out. */
const full =
  /mailbox (is )?full|over ?quota|quota exceeded|exceeded.*(quota|storage)|insufficient (disk )?(space|storage)/i;
const forGood =
  /user unknown|unknown user|no such (user|recipient|mailbox|person)|(user|recipient|address|mailbox|account)[^.\n]{0,60}(does ?n[o']t exist|not found|unknown|disabled|inactive|rejected|unavailable|invalid)|invalid (recipient|mailbox)|unrouteable|host (or domain name )?(unknown|not found)|domain[^.\n]{0,40}(does not exist|not found)|relay(ing)? (access )?denied/i;
const forNow =
  /temporar|try again|greylist|deferred|delayed|still (trying|being retried)|timed? ?out|connection refused|too many/i;

/**
 * Tells bounces from automatic answers from what a person wrote. A delivery status notification is judged by what it says of each
 * recipient; a full mailbox (5.2.2) is not for good; without one the words are looked at. A mail system's own mails mark
 * themselves as automatic answers too, hence the order. Source: spec/integration.md 3.6, RFC 3464, RFC 3834.
 */
export function classify(mail: Classifiable): Classified {
  if (mail.deliveryStatus !== null) {
    const bounce = readNotification(mail.deliveryStatus);
    if (bounce) return bounce;
  }
  const failed = mail.headers.get("x-failed-recipients");
  if (failed !== undefined || isFromMailSystem(mail)) return readWords(mail, failed ?? "");
  if (isAutomatic(mail)) return { kind: "auto_reply" };
  // No person writes with an empty envelope sender.
  if (mail.envelopeFrom === "") return readWords(mail, "");
  return { kind: "reply" };
}

function readNotification(text: string): Classified | null {
  const recipients = readDeliveryStatus(text);
  const failed = recipients.filter(
    ({ action, status }) => action === "failed" || (action === "" && status.startsWith("5")),
  );
  const lasting = failed.filter(({ status, diagnostic }) => isForGood(status, diagnostic));
  const told = lasting.length > 0 ? lasting : failed.length > 0 ? failed : recipients;
  const [first] = told;
  if (!first) return null;
  return {
    kind: "bounce",
    permanent: lasting.length > 0,
    addresses: told.map(({ address }) => address).filter(isAddress),
    reason: shortened(first.diagnostic || [first.action, first.status].filter(Boolean).join(" ")),
  };
}

function isForGood(status: string, diagnostic: string): boolean {
  if (status.startsWith("4") || /^5\.2\.2$/.test(status) || full.test(diagnostic)) return false;
  return status === "" || status.startsWith("5");
}

const isFromMailSystem = ({ from, subject }: Classifiable): boolean =>
  (from !== null && daemons.test(from.address)) || (from === null && bounceSubject.test(subject));

function readWords({ subject, text, from, headers }: Classifiable, failed: string): Classified {
  const words = `${subject}\n${text}`;
  const isBounce = failed !== "" || bounceSubject.test(subject) || /\b[45]\.\d\.\d{1,3}\b/.test(text);
  // A mailbox of a mail system that answers as people's do: "postmaster is away".
  if (!isBounce && isAutomatic({ subject, headers })) return { kind: "auto_reply" };
  const line = text
    .split("\n")
    .find((one) => forGood.test(one) || full.test(one) || forNow.test(one) || codes.test(one));
  const reason = shortened(line ?? subject);
  const addresses = addressesOf(failed || (line ? around(text, line) : ""), from?.address);
  const status = codes.exec(words)?.[0] ?? "";
  if (
    full.test(words) ||
    status === "5.2.2" ||
    (forNow.test(words) && !forGood.test(words) && !status.startsWith("5"))
  ) {
    return { kind: "bounce", permanent: false, addresses, reason };
  }
  if (forGood.test(words) || status.startsWith("5") || failed !== "")
    return { kind: "bounce", permanent: true, addresses, reason };
  if (status.startsWith("4")) return { kind: "bounce", permanent: false, addresses, reason };
  return { kind: "unreadable_bounce", reason };
}

const codes = /\b[45]\.\d{1,3}\.\d{1,3}\b/;

/** The line and the two before it, where mail systems name whom they write about. */
function around(text: string, line: string): string {
  const lines = text.split("\n");
  const at = lines.indexOf(line);
  return lines.slice(Math.max(0, at - 2), at + 1).join("\n");
}

function addressesOf(text: string, own: string | undefined): string[] {
  const found = text.match(/[^\s<>()[\]:;,"']+@[^\s<>()[\]:;,"']+/g) ?? [];
  return [...new Set(found.map((one) => one.replace(/\.$/, "")))].filter(
    (one) => isAddress(one) && one !== own,
  );
}

/** RFC 3834, and what was written before it. */
function isAutomatic({ headers, subject }: Pick<Classifiable, "headers" | "subject">): boolean {
  const submitted = headers.get("auto-submitted");
  if (submitted !== undefined && !/^no\b/i.test(submitted)) return true;
  if (["x-autoreply", "x-autorespond", "x-autoreply-from"].some((name) => headers.has(name))) return true;
  if (/^(bulk|junk|list|auto_reply)\b/i.test(headers.get("precedence") ?? "")) return true;
  if (headers.has("list-id") || headers.has("list-unsubscribe")) return true;
  return autoSubject.test(subject);
}

const shortened = (text: string): string => text.trim().slice(0, 300);
