import { expect, test } from "vitest";
import { type Classified, classify } from "@/lib/mail/inbound/classify";
import { readReceived } from "@/lib/mail/inbound/received-mail";

const crlf = (text: string) => Buffer.from(text.replace(/\n/g, "\r\n"));

type Dsn = { action?: string; status?: string; diagnostic?: string; recipient?: string; extra?: string };

/** A notification as Postfix and Exchange write it, with the mail that came back. */
const dsn = ({
  action = "failed",
  status = "5.1.1",
  diagnostic = "",
  recipient = "clerk@alderwick.example",
  extra = "",
}: Dsn) => `From: MAILER-DAEMON@mx.alderwick.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: report-7-0a1b2c3d4e@back.mendline.example
Auto-Submitted: auto-replied
Message-ID: <20261124.1@mx.alderwick.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

I could not deliver your mail.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.alderwick.example
Arrival-Date: Tue, 24 Nov 2026 10:00:00 +0000

Final-Recipient: rfc822; ${recipient}
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp; ${diagnostic}
${extra}
--b
Content-Type: message/rfc822

From: noreply@mendline.example
To: clerk@alderwick.example
Subject: Problem report: Kerb up

Dear Alderwick,
--b--
`;

const plain = (head: string, text = "Words.") => `${head}
Message-ID: <1@mail.example>
Content-Type: text/plain; charset=utf-8

${text}
`;

const permanent = (reason: RegExp, addresses = ["clerk@alderwick.example"]) => ({
  kind: "bounce",
  permanent: true,
  addresses,
  reason: expect.stringMatching(reason),
});
const transient = (addresses = ["clerk@alderwick.example"]) => ({
  kind: "bounce",
  permanent: false,
  addresses,
});

test.each<[string, string, Partial<Classified> | object, string | null]>([
  [
    "an unknown mailbox",
    dsn({ diagnostic: "550 5.1.1 User unknown" }),
    permanent(/^550 5\.1\.1 User unknown$/),
    "",
  ],
  ["an unknown domain", dsn({ status: "5.1.2", diagnostic: "" }), permanent(/^failed 5\.1\.2$/), ""],
  ["a full mailbox, 5.2.2", dsn({ status: "5.2.2", diagnostic: "552 too much" }), transient(), ""],
  ["a full mailbox in words only", dsn({ status: "5.0.0", diagnostic: "552 Mailbox full" }), transient(), ""],
  ["a delay", dsn({ action: "delayed", status: "4.4.1", diagnostic: "connect timed out" }), transient(), ""],
  [
    "a delivery that was given up after trying",
    dsn({ status: "4.4.7", diagnostic: "expired" }),
    transient(),
    "",
  ],
  ["news of a success", dsn({ action: "delivered", status: "2.0.0" }), transient(), ""],
  [
    "one recipient gone and one fine",
    dsn({ extra: "\nFinal-Recipient: rfc822; deputy@alderwick.example\nAction: delivered\nStatus: 2.1.5\n" }),
    permanent(/5\.1\.1/),
    "",
  ],
  [
    "two recipients gone",
    dsn({ extra: "\nFinal-Recipient: RFC822;<deputy@alderwick.example>\nAction: Failed\nStatus: 5.1.1\n" }),
    permanent(/5\.1\.1/, ["clerk@alderwick.example", "deputy@alderwick.example"]),
    "",
  ],
  [
    "Exim, which writes no notification but names whom it could not reach",
    plain(
      "From: Mailer-Daemon@mx.example\nSubject: Mail delivery failed: returning message to sender\nX-Failed-Recipients: clerk@alderwick.example\nAuto-Submitted: auto-replied",
      "A message could not be delivered:\n\n  clerk@alderwick.example\n    Unrouteable address",
    ),
    permanent(/Unrouteable address/),
    null,
  ],
  [
    "qmail, in words",
    plain(
      "From: MAILER-DAEMON@mx.example\nSubject: failure notice",
      "Hi. I'm afraid I wasn't able to deliver.\n\n<clerk@alderwick.example>:\nSorry, no such mailbox here by that name. (#5.1.1)",
    ),
    permanent(/no such mailbox/),
    "",
  ],
  [
    "words of a full mailbox",
    plain(
      "From: postmaster@alderwick.example\nSubject: Undeliverable: Problem report",
      "<clerk@alderwick.example>: mailbox is full",
    ),
    transient(),
    "",
  ],
  [
    "words of a mail that is only late",
    plain(
      "From: postmaster@alderwick.example\nSubject: Delivery delayed",
      "clerk@alderwick.example: temporary failure, will try again",
    ),
    transient(),
    "",
  ],
  [
    "a bounce that nobody can make sense of",
    plain("From: MAILER-DAEMON@mx.example\nSubject: Returned mail", "Something went wrong."),
    { kind: "unreadable_bounce", reason: "Returned mail" },
    "",
  ],
  [
    "a mail without a sender that says nothing",
    plain("Subject: ?", "…"),
    { kind: "unreadable_bounce", reason: "?" },
    "",
  ],
  [
    "an absence, by RFC 3834",
    plain("From: clerk@alderwick.example\nAuto-Submitted: auto-replied\nSubject: Re: Kerb up"),
    { kind: "auto_reply" },
    null,
  ],
  [
    "an absence with an empty envelope sender",
    plain("From: clerk@alderwick.example\nX-Autoreply: yes\nSubject: Kerb up"),
    { kind: "auto_reply" },
    "",
  ],
  [
    "an absence that a postmaster's own mailbox tells",
    plain("From: postmaster@alderwick.example\nAuto-Submitted: auto-replied\nSubject: I am away"),
    { kind: "auto_reply" },
    "",
  ],
  [
    "bulk",
    plain("From: news@alderwick.example\nPrecedence: bulk\nSubject: News"),
    { kind: "auto_reply" },
    null,
  ],
  [
    "a mailing list",
    plain("From: list@alderwick.example\nList-Id: <roads.alderwick.example>\nSubject: News"),
    { kind: "auto_reply" },
    null,
  ],
  [
    "an absence by its subject",
    plain("From: clerk@alderwick.example\nSubject: Automatic reply: Problem report"),
    { kind: "auto_reply" },
    null,
  ],
  [
    "an absence in German",
    plain("From: clerk@alderwick.example\nSubject: Abwesenheitsnotiz"),
    { kind: "auto_reply" },
    null,
  ],
  [
    "a person",
    plain("From: clerk@alderwick.example\nSubject: Re: Problem report: Kerb up"),
    { kind: "reply" },
    "clerk@alderwick.example",
  ],
  [
    "a person who says that it is no machine",
    plain("From: clerk@alderwick.example\nAuto-Submitted: no\nSubject: Re: Kerb"),
    { kind: "reply" },
    null,
  ],
  [
    "a person who writes about post that was not delivered",
    plain("From: clerk@alderwick.example\nSubject: Mail delivery and bins", "User unknown, they said."),
    { kind: "reply" },
    null,
  ],
])("%s", async (_, raw, expected, envelopeFrom) => {
  expect(classify(await readReceived(crlf(raw), { from: envelopeFrom, to: null }))).toMatchObject(expected);
});
