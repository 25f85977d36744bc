import { expect, test } from "vitest";
import { readReceived } from "@/lib/mail/inbound/received-mail";

const raw = (text: string) => Buffer.from(text.replace(/\n/g, "\r\n"));
const nobody = { from: null, to: null };

test("a mail is read: who, to whom, its words and its files", async () => {
  const mail = await readReceived(
    raw(`Delivered-To: report-7-0a1b2c3d4e@back.mendline.example
From: "The Clerk" <clerk@alderwick.example>
Reply-To: desk@alderwick.example
To: Mendline <noreply@mendline.example>
Subject: =?utf-8?Q?Re=3A_K=C3=B6rb?=
Message-ID: <1@alderwick.example>
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

We are
on it.
--b
Content-Type: application/pdf; name="plan.pdf"
Content-Disposition: attachment; filename="plan.pdf"
Content-Transfer-Encoding: base64

cGxhbg==
--b--
`),
    nobody,
  );
  expect(mail).toMatchObject({
    messageId: "<1@alderwick.example>",
    from: { name: "The Clerk", address: "clerk@alderwick.example" },
    answerTo: { address: "desk@alderwick.example" },
    subject: "Re: Körb",
    text: "We are\non it.",
    envelopeFrom: null,
    recipients: ["report-7-0a1b2c3d4e@back.mendline.example", "noreply@mendline.example"],
    deliveryStatus: null,
    files: [{ fileName: "plan.pdf", type: "application/pdf" }],
  });
  expect(Buffer.from(mail.files[0]?.bytes ?? []).toString()).toBe("plan");
});

test("the envelope, where it is told, is whom the mail is for and from", async () => {
  const mail = raw("To: somebody@else.example\nFrom: a@b.example\n\nHi");
  expect(await readReceived(mail, { from: "<>", to: "<x@back.mendline.example>" })).toMatchObject({
    envelopeFrom: "",
    recipients: ["x@back.mendline.example"],
  });
  // What Postfix hands to a pipe for the empty sender.
  expect((await readReceived(mail, { from: "MAILER-DAEMON", to: null })).envelopeFrom).toBe("");
});

test("a mail in HTML is read as words, whatever is in it", async () => {
  const html = `<head><style>p{}</style></head><p>Hello &amp; <b>welcome</b></p><script>alert(1)</script><img src=x onerror=alert(1)><p>&lt;b&gt;</p>`;
  const { text } = await readReceived(raw(`From: a@b.example\nContent-Type: text/html\n\n${html}`), nobody);
  expect(text).toContain("Hello & welcome");
  expect(text).toContain("<b>");
  expect(text).not.toMatch(/alert|script|onerror|style/);
});

test("a mail without an id is known by its content", async () => {
  const one = await readReceived(raw("From: a@b.example\n\nHi"), nobody);
  expect(one.messageId).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect((await readReceived(raw("From: a@b.example\n\nHi"), nobody)).messageId).toBe(one.messageId);
  expect((await readReceived(raw("From: a@b.example\n\nHo"), nobody)).messageId).not.toBe(one.messageId);
});

test("what is no mail at all is read as nothing much, and does no harm", async () => {
  expect(await readReceived(raw(""), nobody)).toMatchObject({ from: null, recipients: [], text: "" });
  const noise = Buffer.from(Array.from({ length: 2000 }, (_, at) => (at * 7919) % 256));
  expect(await readReceived(noise, nobody)).toMatchObject({ recipients: [] });
});
