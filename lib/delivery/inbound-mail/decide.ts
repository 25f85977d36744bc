import type { Classified } from "@/lib/mail/inbound/classify";

/** Which of our addresses a mail came to. `reachable`: the reporter has a proven address, and may be told of the report. */
export type Addressee = { kind: "report"; reachable: boolean } | { kind: "alert" } | { kind: "no_reply" };

export type Decision =
  /** The contact and the delivery are marked, support is told. */
  | "mark_bounced"
  | "disable_alert"
  | "pass_on_to_reporter"
  | "tell_support"
  /** Nobody reads this address; the sender is told so, once a day. */
  | "answer"
  | "ignore";

type Row = Record<"permanent" | "transient" | "unreadable" | "complaint" | "auto_reply" | "reply", Decision>;

const table: Record<"reachable" | "unreachable" | "alert" | "no_reply", Row> = {
  reachable: {
    permanent: "mark_bounced",
    transient: "ignore",
    unreadable: "tell_support",
    complaint: "tell_support",
    auto_reply: "pass_on_to_reporter",
    reply: "pass_on_to_reporter",
  },
  unreachable: {
    permanent: "mark_bounced",
    transient: "ignore",
    unreadable: "tell_support",
    complaint: "tell_support",
    auto_reply: "ignore",
    reply: "ignore",
  },
  alert: {
    permanent: "disable_alert",
    transient: "ignore",
    unreadable: "tell_support",
    complaint: "disable_alert",
    auto_reply: "ignore",
    reply: "tell_support",
  },
  no_reply: {
    permanent: "ignore",
    transient: "ignore",
    unreadable: "ignore",
    complaint: "ignore",
    auto_reply: "ignore",
    reply: "answer",
  },
};

/**
 * What is done with a mail that came in. Source: spec/integration.md 3.6. One whose subject is our own word for it ends an alert,
 * whether a person or their mail program wrote it (the `List-Unsubscribe` of lib/mail/update-alert-mail.ts).
 */
export function decide(addressee: Addressee, mail: Classified, subject = ""): Decision {
  const written = mail.kind === "reply" || mail.kind === "auto_reply";
  if (addressee.kind === "alert" && written && /^\s*unsubscribe\s*$/i.test(subject)) return "disable_alert";
  const row =
    addressee.kind !== "report" ? addressee.kind : addressee.reachable ? "reachable" : "unreachable";
  switch (mail.kind) {
    case "bounce":
      return table[row][mail.permanent ? "permanent" : "transient"];
    case "unreadable_bounce":
      return table[row].unreadable;
    default:
      return table[row][mail.kind];
  }
}
