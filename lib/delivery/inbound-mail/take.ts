import { createHash } from "node:crypto";
import { job } from "@/lib/actor";
import { record } from "@/lib/audit";
import { db, isUniqueViolation } from "@/lib/db";
import { type Decision, decide } from "@/lib/delivery/inbound-mail/decide";
import {
  concernedBy,
  deliveryOf,
  type Found,
  findAddressee,
} from "@/lib/delivery/inbound-mail/find-addressee";
import { noReplyAnswer, passOnMail, supportMail, type Trouble } from "@/lib/delivery/inbound-mail/letters";
import { markBounced } from "@/lib/delivery/inbound-mail/mark-bounced";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { log } from "@/lib/log";
import { noReplyAddress } from "@/lib/mail/addresses";
import type { Classified } from "@/lib/mail/inbound/classify";
import type { ReceivedMail } from "@/lib/mail/inbound/received-mail";
import type { Mail } from "@/lib/mail/mail";
import type { Returning } from "@/lib/mail/return-address";
import { sendMail } from "@/lib/mail/send";
import { translator } from "@/lib/messages";
import { oneLine } from "@/lib/plain-text";
import { type LimitName, limit } from "@/lib/rate-limit";

/** A mail for one of our addresses, or what a mail service tells of one. */
export type Inbound = {
  about: Returning | { kind: "no_reply" };
  /** The same for the same mail, however often it comes. */
  messageId: string;
  classified: Classified;
  /** Null where only the news of it came. */
  mail: ReceivedMail | null;
};

/** What became of it: `unknown`, what it is about is gone; `known`, it has been here before. */
export type Taken = Decision | "unknown" | "known";

/**
 * Does with a mail that came in what the specification says (spec/integration.md 3.6), once per mail and address, and keeps a
 * line about it, not its text. What is passed on leaves before the line is written: a process that dies in between passes it on
 * twice rather than never, and mail systems that know keys leave the second one out.
 * @throws Error when it should be handed over again later
 */
export async function takeInboundMail(inbound: Inbound, now: Date = new Date()): Promise<Taken> {
  const { about, classified, mail } = inbound;
  const key = keyOf(inbound);
  if (await db.inboundMail.findUnique({ where: { messageId: key }, select: { id: true } })) return "known";
  const found = await findAddressee(about);
  if (!found) return "unknown";
  const decision = decide(found.addressee, classified, mail?.subject);
  const outcome = await passOn(decision, inbound, found, key);
  const { report, alertId } = found;
  const address = whoseAddress(classified, mail);
  const t = translator("mail");
  try {
    await db.$transaction(async (tx) => {
      const bouncedId =
        decision === "mark_bounced" && report && classified.kind === "bounce"
          ? await markBounced(tx, { reportId: report.id, ...classified }, now)
          : null;
      if (decision === "disable_alert" && alertId !== null) {
        await tx.alert.updateMany({ where: { id: alertId, disabledAt: null }, data: { disabledAt: now } });
        await record(tx, job("inbound-mail"), "alerts.disable", {
          subject: { alertId },
          note: reasonOf(inbound),
        });
      }
      await tx.inboundMail.create({
        data: {
          messageId: key,
          kind: classified.kind === "reply" || classified.kind === "auto_reply" ? classified.kind : "bounce",
          permanent: classified.kind === "bounce" && classified.permanent,
          deliveryId: bouncedId ?? (report && deliveryOf(report, address)),
          reportId: report?.id ?? null,
          alertId,
          address,
          reason: reasonOf(inbound),
          decision: decision === "mark_bounced" ? `${t(marked(bouncedId))} ${outcome}` : outcome,
          receivedAt: now,
        },
      });
    });
  } catch (error) {
    if (!isUniqueViolation(error, "messageId")) throw error;
    return "known";
  }
  log.info({ about: about.kind, kind: classified.kind, decision }, "mail came in");
  return decision;
}

/** One mail to two of our addresses is two mails. */
function keyOf({ messageId, about }: Inbound): string {
  const key = `${oneLine(messageId)} ${about.kind === "no_reply" ? about.kind : `${about.kind}-${about.id}`}`;
  return key.length <= 250 ? key : `sha256:${createHash("sha256").update(key).digest("hex")}`;
}

const whoseAddress = (classified: Classified, mail: ReceivedMail | null): string =>
  "addresses" in classified && classified.addresses.length > 0
    ? classified.addresses.join(", ").slice(0, 1000)
    : (mail?.from?.address ?? "");

const marked = (deliveryId: number | null) =>
  deliveryId === null ? ("inbound.decision.not_marked" as const) : ("inbound.decision.mark_bounced" as const);

const reasonOf = ({ classified, mail }: Inbound): string =>
  oneLine("reason" in classified ? classified.reason : (mail?.subject ?? "")).slice(0, 500);

/** Sends on what is to be sent on, and says what was done in words for the dashboard. */
async function passOn(decision: Decision, inbound: Inbound, found: Found, key: string): Promise<string> {
  const t = translator("mail");
  const { mail, about } = inbound;
  const idempotencyKey = `inbound-${createHash("sha256").update(key).digest("hex")}`;
  const send = (letter: Mail) => handOver({ ...letter, idempotencyKey });
  const { report } = found;
  switch (decision) {
    case "pass_on_to_reporter": {
      const address = report?.reporter?.email;
      if (!report || !address || !mail) return t("inbound.decision.ignore");
      if (!(await isAllowed("mailPassedOn", `report-${report.id}`))) return t("inbound.decision.too_many");
      const failed = await send(passOnMail(report, { name: report.name, address }, mail));
      return failed ?? t("inbound.decision.pass_on_to_reporter");
    }
    case "mark_bounced":
    case "tell_support": {
      if (!env.SUPPORT_EMAIL) return t("inbound.decision.no_support");
      // Support's own mailbox full of one loop helps nobody.
      const of = "id" in about ? `${about.kind}-${about.id}` : about.kind;
      if (!(await isAllowed("mailPassedOn", `support ${of}`))) return t("inbound.decision.too_many");
      const failed = await send(supportMail(env.SUPPORT_EMAIL, troubleOf(inbound, found)));
      return failed ?? t("inbound.decision.tell_support");
    }
    case "answer": {
      const to = mail?.from;
      if (!to || isOurs(to.address)) return t("inbound.decision.ignore");
      if (!(await isAllowed("noReplyAnswer", to.address))) return t("inbound.decision.answered_before");
      return (await send(noReplyAnswer(to))) ?? t("inbound.decision.answer");
    }
    case "disable_alert":
    case "ignore":
      return t(`inbound.decision.${decision}`);
  }
}

function troubleOf({ classified, mail }: Inbound, { report }: Found): Trouble {
  const addresses = "addresses" in classified ? classified.addresses : [];
  const bodies = concernedBy(report?.deliveries ?? [], addresses).map(({ body }) => body.name);
  const kinds = {
    bounce: bodies.length > 0 ? "bounced" : "stranger",
    unreadable_bounce: "unreadable",
    complaint: "complaint",
    auto_reply: "reply",
    reply: "reply",
  } as const;
  const kind = kinds[classified.kind];
  return {
    kind,
    reportId: report?.id ?? null,
    bodies,
    addresses,
    reason: "reason" in classified ? classified.reason : "",
    // The words of a bounce that was understood are the mail that came back: a citizen's, and support need not read it.
    mail: kind === "unreadable" || kind === "reply" ? mail : null,
  };
}

/** Mail of our own addresses to our own addresses is not answered. */
function isOurs(address: string): boolean {
  const [, domain = ""] = address.toLowerCase().split("@");
  const own = [noReplyAddress(), env.SUPPORT_EMAIL].some(
    (one) => one?.toLowerCase() === address.toLowerCase(),
  );
  return own || domain === env.MAIL_DOMAIN?.toLowerCase();
}

async function isAllowed(name: LimitName, key: string): Promise<boolean> {
  try {
    await limit(name, key);
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === "too_many") return false;
    throw error;
  }
}

/** @returns why it could never be sent; null when it was. @throws Error when another try may do it */
async function handOver(letter: Mail): Promise<string | null> {
  const outcome = await sendMail(letter);
  if (outcome.ok) return null;
  if (outcome.retry) throw new Error(outcome.reason);
  log.error({ reason: outcome.reason }, "a mail that came in could not be passed on");
  return translator("mail")("inbound.decision.failed", { reason: outcome.reason });
}
