import { expect, test } from "vitest";
import { type Addressee, type Decision, decide } from "@/lib/delivery/inbound-mail/decide";
import type { Classified } from "@/lib/mail/inbound/classify";

const bounce = (permanent: boolean): Classified => ({ kind: "bounce", permanent, addresses: [], reason: "" });
const unreadable: Classified = { kind: "unreadable_bounce", reason: "" };
const complaint: Classified = { kind: "complaint", addresses: [], reason: "" };
const mails = [
  bounce(true),
  bounce(false),
  unreadable,
  complaint,
  { kind: "auto_reply" },
  { kind: "reply" },
] as const;

test.each<[string, Addressee, Decision[]]>([
  [
    "a report whose reporter can be written to",
    { kind: "report", reachable: true },
    ["mark_bounced", "ignore", "tell_support", "tell_support", "pass_on_to_reporter", "pass_on_to_reporter"],
  ],
  [
    "a report whose reporter cannot",
    { kind: "report", reachable: false },
    ["mark_bounced", "ignore", "tell_support", "tell_support", "ignore", "ignore"],
  ],
  [
    "an alert",
    { kind: "alert" },
    ["disable_alert", "ignore", "tell_support", "disable_alert", "ignore", "tell_support"],
  ],
  [
    "the address that nobody reads",
    { kind: "no_reply" },
    ["ignore", "ignore", "ignore", "ignore", "ignore", "answer"],
  ],
])(
  "mail to %s: for good, for now, unreadable, a complaint, a machine, a person",
  (_, addressee, decisions) => {
    expect(mails.map((mail) => decide(addressee, mail))).toEqual(decisions);
  },
);

test.each<[string, Addressee, Classified, Decision]>([
  ["unsubscribe", { kind: "alert" }, { kind: "reply" }, "disable_alert"],
  [" Unsubscribe ", { kind: "alert" }, { kind: "auto_reply" }, "disable_alert"],
  ["Re: unsubscribe me from what?", { kind: "alert" }, { kind: "reply" }, "tell_support"],
  ["unsubscribe", { kind: "report", reachable: true }, { kind: "reply" }, "pass_on_to_reporter"],
])("a mail with the subject “%s” ends an alert only where it means just that", (subject, ...about) => {
  const [addressee, mail, decision] = about;
  expect(decide(addressee, mail, subject)).toBe(decision);
});
