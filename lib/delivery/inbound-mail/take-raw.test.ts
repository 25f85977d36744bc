import "@/lib/testing/database";
import PostalMime from "postal-mime";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { db } from "@/lib/db";
import { takeRawMail } from "@/lib/delivery/inbound-mail/take-raw";
import { provideEnv } from "@/lib/env";
import { returnToken } from "@/lib/mail/return-address";
import { makeBody, makeContact, makeDelivery, makeReport, makeUser } from "@/lib/testing/factories";
import { smtpServer } from "@/lib/testing/smtp";

const support = "support@mendline.example";

beforeEach(() => {
  provideEnv({ MAIL_DOMAIN: "back.mendline.example", SUPPORT_EMAIL: support });
  return () => provideEnv({ MAIL_DOMAIN: "", SUPPORT_EMAIL: "", SMTP_URL: "" });
});

/** A report that has been mailed to one body, at two addresses unless told otherwise. */
async function mailed({ sentTo = ["clerk@quill.example", "deputy@quill.example"], reporter = {} } = {}) {
  const user = await makeUser({ email: `ines-${crypto.randomUUID()}@mail.example`, ...reporter });
  const report = await makeReport({ reporterId: user.id, title: "Kerb up", name: "Ines Okafor" });
  const body = await makeBody({ name: "Lower Quill Parish" });
  const contact = await makeContact({
    bodyId: body.id,
    categoryId: report.categoryId,
    destination: sentTo.join(","),
  });
  const at = new Date("2026-11-02T09:00:00Z");
  const sent = { state: "sent", sentAt: at, firstSentAt: at, attempts: 1, sentTo } as const;
  const delivery = await makeDelivery({
    reportId: report.id,
    bodyId: body.id,
    contactId: contact.id,
    ...sent,
  });
  return { user, report, body, contact, delivery, token: returnToken({ kind: "report", id: report.id }) };
}

async function sentMails() {
  const { received, url } = await smtpServer();
  provideEnv({ SMTP_URL: url });
  const parsed = () =>
    Promise.all(
      received.map(async ({ from, to, raw }) => ({
        envelope: { from, to },
        mail: await PostalMime.parse(raw),
      })),
    );
  return { received, parsed };
}

const take = (raw: string, token: string, from: string | null = null) =>
  takeRawMail(Buffer.from(raw.replace(/\n/g, "\r\n")), { from, to: `${token}@back.mendline.example` });

const bounce = (
  recipient: string,
  status = "5.1.1",
  id = crypto.randomUUID(),
) => `From: MAILER-DAEMON@mx.example
Message-ID: <${id}@mx.example>
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; ${recipient}
Action: failed
Status: ${status}
Diagnostic-Code: smtp; 550 User unknown
--b
Content-Type: message/rfc822

Subject: Problem report: Kerb up

The words of a citizen.
--b--
`;

const written = (text = "We are on it.", head = "") => `From: "The Clerk" <clerk@quill.example>
Message-ID: <${crypto.randomUUID()}@quill.example>
Subject: Re: Problem report: Kerb up
${head}Content-Type: text/plain; charset=utf-8

${text}
`;

const row = (reportId: number) => db.inboundMail.findFirst({ where: { reportId }, orderBy: { id: "desc" } });

test("one of two addresses gone: the contact is marked, the delivery stays sent with a word about it, support is told", async () => {
  const { parsed } = await sentMails();
  const { report, contact, delivery, body, token } = await mailed();
  expect(await take(bounce("Clerk@quill.example"), token, "")).toEqual(["mark_bounced"]);
  const marked = await db.contact.findUniqueOrThrow({ where: { id: contact.id } });
  expect(marked).toMatchObject({
    bouncedAt: expect.any(Date),
    bounceReason: "clerk@quill.example: 550 User unknown",
  });
  expect(await db.delivery.findUnique({ where: { id: delivery.id } })).toMatchObject({
    state: "sent",
    sentAt: delivery.sentAt,
    lastError: "The mail to clerk@quill.example came back: 550 User unknown",
  });
  expect(await row(report.id)).toMatchObject({
    kind: "bounce",
    permanent: true,
    deliveryId: delivery.id,
    address: "Clerk@quill.example",
    reason: "550 User unknown",
    decision: "Contact marked. Support was told.",
  });
  const [told, ...others] = await parsed();
  expect(others).toEqual([]);
  // No bounce comes back for it, and it does not carry the citizen's words about.
  expect(told?.envelope).toEqual({ from: "", to: [support] });
  expect(told?.mail.subject).toBe(`A report's mail came back (${report.id})`);
  expect(told?.mail.text).toContain(body.name);
  expect(told?.mail.text).toContain("Clerk@quill.example");
  expect(told?.mail.text).not.toContain("words of a citizen");
  const audits = await db.auditEntry.findMany({ where: { reportId: report.id }, orderBy: { id: "asc" } });
  expect(audits).toMatchObject([
    {
      action: "contacts.bounced",
      contactId: contact.id,
      bodyId: body.id,
      actorName: "inbound-mail",
      before: { bouncedAt: null },
    },
    { action: "delivery.bounced", before: { state: "sent" }, after: { state: "sent" } },
  ]);
});

test("the last address gone: the delivery is no longer called sent, waits for a person, and can be sent anew", async () => {
  await sentMails();
  const { contact, delivery, token } = await mailed();
  await take(bounce("clerk@quill.example"), token);
  await take(bounce("deputy@quill.example"), token);
  expect(await db.delivery.findUnique({ where: { id: delivery.id } })).toMatchObject({
    state: "unclear",
    sentAt: null,
    firstSentAt: null,
    lastError: "The mail to deputy@quill.example came back: 550 User unknown",
    previous: [
      { sentAt: "2026-11-02T09:00:00.000Z", externalId: null, method: "email", sentTo: delivery.sentTo },
    ],
  });
  expect(await db.contact.findUnique({ where: { id: contact.id } })).toMatchObject({
    bounceReason: "deputy@quill.example: 550 User unknown",
  });
});

test("a bounce that names nobody is about the only body there is", async () => {
  await sentMails();
  const { delivery, token } = await mailed({ sentTo: ["clerk@quill.example"] });
  const raw = `From: MAILER-DAEMON@mx.example\nMessage-ID: <a@mx>\nSubject: failure notice\n\nUser unknown (#5.1.1)\n`;
  expect(await take(raw, token)).toEqual(["mark_bounced"]);
  expect(await db.delivery.findUnique({ where: { id: delivery.id } })).toMatchObject({ state: "unclear" });
});

test("an address that has been corrected since, or is none of the body's, marks no contact", async () => {
  const { parsed } = await sentMails();
  const { report, contact, delivery, token } = await mailed({ sentTo: ["old@quill.example"] });
  await db.contact.update({ where: { id: contact.id }, data: { destination: "new@quill.example" } });
  await take(bounce("old@quill.example"), token);
  expect(await db.contact.findUnique({ where: { id: contact.id } })).toMatchObject({ bouncedAt: null });
  expect(await db.delivery.findUnique({ where: { id: delivery.id } })).toMatchObject({ state: "unclear" });
  const other = await mailed();
  await take(bounce("stranger@else.example"), other.token);
  expect(await db.delivery.findUnique({ where: { id: other.delivery.id } })).toMatchObject({
    state: "sent",
    lastError: null,
  });
  expect(await row(other.report.id)).toMatchObject({ decision: expect.stringContaining("nothing marked") });
  expect((await parsed()).at(-1)?.mail.text).toContain("nothing was marked");
  expect(await row(report.id)).toMatchObject({ deliveryId: delivery.id });
});

test("a delivery that is on its way again is left alone", async () => {
  await sentMails();
  const { delivery, contact, token } = await mailed({ sentTo: ["clerk@quill.example"] });
  await db.delivery.update({ where: { id: delivery.id }, data: { state: "due" } });
  await take(bounce("clerk@quill.example"), token);
  expect(await db.delivery.findUnique({ where: { id: delivery.id } })).toMatchObject({
    state: "due",
    lastError: null,
  });
  expect(await db.contact.findUnique({ where: { id: contact.id } })).toMatchObject({
    bouncedAt: expect.any(Date),
  });
});

test("a full mailbox is kept in mind only", async () => {
  const { received } = await sentMails();
  const { report, contact, delivery, token } = await mailed();
  expect(await take(bounce("clerk@quill.example", "5.2.2"), token)).toEqual(["ignore"]);
  expect(await row(report.id)).toMatchObject({ kind: "bounce", permanent: false, decision: "Ignored." });
  expect(await db.contact.findUnique({ where: { id: contact.id } })).toMatchObject({ bouncedAt: null });
  expect(await db.delivery.findUnique({ where: { id: delivery.id } })).toMatchObject({
    state: "sent",
    lastError: null,
  });
  expect(received).toEqual([]);
});

test("a bounce that nobody can read is given to support with its words", async () => {
  const { parsed } = await sentMails();
  const { token } = await mailed();
  const raw =
    "From: postmaster@quill.example\nMessage-ID: <x@q>\nSubject: Returned mail\n\nComputer says no. <b>Call us</b>\n";
  expect(await take(raw, token, "")).toEqual(["tell_support"]);
  const [told] = await parsed();
  expect(told?.mail.text).toContain("Computer says no. <b>Call us</b>");
  expect(told?.mail.html).toContain("&lt;b&gt;Call us&lt;/b&gt;");
});

test("without a support address a bounce is still marked and shown", async () => {
  provideEnv({ SUPPORT_EMAIL: "" });
  const { received } = await sentMails();
  const { report, token } = await mailed();
  await take(bounce("clerk@quill.example"), token);
  expect(await row(report.id)).toMatchObject({ decision: "Contact marked. No support address is set." });
  expect(received).toEqual([]);
});

test("an answer is passed on to the reporter from us, one way, to be answered to who wrote it", async () => {
  const { parsed } = await sentMails();
  const { report, user, delivery, token } = await mailed();
  expect(await take(written("We are on it.\nName: The Mayor <i>"), token)).toEqual(["pass_on_to_reporter"]);
  const [passed, ...others] = await parsed();
  expect(others).toEqual([]);
  expect(passed?.envelope).toEqual({ from: "", to: [user.email] });
  expect(passed?.mail).toMatchObject({
    subject: "An answer to your report: Kerb up",
    from: { name: "The Clerk via Mendline", address: "noreply@mendline.example" },
    to: [{ name: "Ines Okafor", address: user.email }],
    replyTo: [{ address: "clerk@quill.example" }],
  });
  // Indented, so that it cannot pass for a field of ours.
  expect(passed?.mail.text).toContain("Message:\n    We are on it.\n    Name: The Mayor <i>");
  expect(passed?.mail.html).not.toContain("<i>");
  expect(passed?.mail.headers).toContainEqual(
    expect.objectContaining({ key: "auto-submitted", value: "auto-generated" }),
  );
  expect(await row(report.id)).toMatchObject({
    kind: "reply",
    deliveryId: delivery.id,
    address: "clerk@quill.example",
    reason: "Re: Problem report: Kerb up",
    decision: "Passed on to the reporter.",
  });
  expect(JSON.stringify(await row(report.id))).not.toContain("We are on it");
});

test("an automatic answer is passed on as well; files that are no pictures are left out with a word", async () => {
  const { parsed } = await sentMails();
  const { token } = await mailed();
  const raw = `From: clerk@quill.example
Message-ID: <m@q.example>
Auto-Submitted: auto-replied
Subject: Away
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

Back on Monday.
--b
Content-Type: application/zip
Content-Disposition: attachment; filename="virus.zip"

PK
--b
Content-Type: image/gif
Content-Disposition: attachment; filename="logo.gif"

GIF89a
--b--
`;
  expect(await take(raw, token)).toEqual(["pass_on_to_reporter"]);
  const [passed] = await parsed();
  expect(passed?.mail.text).toContain("One attached file is left out");
  expect(passed?.mail.attachments.map(({ filename }) => filename)).toEqual(["logo.gif"]);
});

test.each<[string, object]>([
  ["has no address", { email: null }],
  ["never proved the address", { emailVerifiedAt: null }],
])("an answer to a reporter who %s is dropped", async (_, reporter) => {
  const { received } = await sentMails();
  const { report, token } = await mailed({ reporter });
  expect(await take(written(), token)).toEqual(["ignore"]);
  expect(received).toEqual([]);
  expect(await row(report.id)).toMatchObject({ kind: "reply", decision: "Ignored." });
});

test("the same mail is handled once, also when it comes twice at a time; to another address it is another", async () => {
  const { received } = await sentMails();
  const { report, token } = await mailed();
  const { token: other } = await mailed();
  const raw = bounce("clerk@quill.example");
  await take(raw, token);
  expect(await take(raw, token)).toEqual(["known"]);
  const again = bounce("deputy@quill.example");
  expect((await Promise.all([take(again, token), take(again, token)])).flat().sort()).toEqual([
    "known",
    "mark_bounced",
  ]);
  expect(await db.inboundMail.count({ where: { reportId: report.id } })).toBe(2);
  expect(await take(raw, other)).toEqual(["mark_bounced"]);
  expect(received.length).toBeGreaterThanOrEqual(3);
});

test("a mail that cannot be passed on now is asked for again, and nothing is noted till then", async () => {
  provideEnv({ SMTP_URL: "smtp://127.0.0.1:1" });
  const { report, token } = await mailed();
  const raw = written();
  await expect(take(raw, token)).rejects.toThrow("mail server");
  expect(await row(report.id)).toBeNull();
  await sentMails();
  expect(await take(raw, token)).toEqual(["pass_on_to_reporter"]);
});

test("mail to a token that is wrong, or of a report that is gone, is ignored without a trace", async () => {
  const { received } = await sentMails();
  const { token } = await mailed();
  const before = await db.inboundMail.count();
  expect(await take(written(), `${token.slice(0, -1)}x`)).toEqual([]);
  expect(await take(written(), returnToken({ kind: "report", id: 987_654 }))).toEqual(["unknown"]);
  expect(await take(written(), "info")).toEqual([]);
  expect(await db.inboundMail.count()).toBe(before);
  expect(received).toEqual([]);
});

test("two machines that answer each other are stopped", async () => {
  const { received } = await sentMails();
  const { report, token } = await mailed();
  for (let count = 0; count < 31; count++) await take(written(), token);
  expect(received).toHaveLength(30);
  expect(await row(report.id)).toMatchObject({ decision: "Too many at once: not passed on." });
});

test("a bounce of an alert switches it off, an answer goes to support, a machine's is dropped", async () => {
  const { parsed } = await sentMails();
  const user = await makeUser();
  const alert = await db.alert.create({ data: { kind: "around", userId: user.id, lat: 54.6, lon: 2.3 } });
  const token = returnToken({ kind: "alert", id: alert.id });
  expect(await take(written("Away.", "Auto-Submitted: auto-replied\n"), token)).toEqual(["ignore"]);
  expect(await take(bounce(user.email ?? "", "4.4.1"), token)).toEqual(["ignore"]);
  expect(await take(written("Please stop this."), token)).toEqual(["tell_support"]);
  expect(await db.alert.findUnique({ where: { id: alert.id } })).toMatchObject({ disabledAt: null });
  expect(await take(bounce(user.email ?? ""), token)).toEqual(["disable_alert"]);
  expect(await db.alert.findUnique({ where: { id: alert.id } })).toMatchObject({
    disabledAt: expect.any(Date),
  });
  expect(await db.inboundMail.count({ where: { alertId: alert.id } })).toBe(4);
  const [told, ...others] = await parsed();
  expect(others).toEqual([]);
  expect(told?.mail).toMatchObject({ replyTo: [{ address: "clerk@quill.example" }] });
  expect(told?.mail.text).toContain("Please stop this.");
});

test("a person who writes where nobody reads is told so once a day; a machine, a bounce and we ourselves are not", async () => {
  const { received, parsed } = await sentMails();
  const to = { from: null, to: "NoReply@mendline.example" };
  const from = (sender: string, head = "") =>
    takeRawMail(
      Buffer.from(
        `From: ${sender}\r\nMessage-ID: <${crypto.randomUUID()}@x.example>\r\n${head}Subject: Hello\r\n\r\nHi`,
      ),
      to,
    );
  expect(await from("ana@mail.example")).toEqual(["answer"]);
  expect(await from("ana@mail.example")).toEqual(["answer"]);
  const [answer] = await parsed();
  expect(received).toHaveLength(1);
  expect(answer?.envelope).toEqual({ from: "", to: ["ana@mail.example"] });
  expect(answer?.mail.text).toContain(support);
  expect(answer?.mail.headers).toContainEqual(
    expect.objectContaining({ key: "auto-submitted", value: "auto-replied" }),
  );
  expect(await from("robot@mail.example", "Auto-Submitted: auto-replied\r\n")).toEqual(["ignore"]);
  expect(await from("MAILER-DAEMON@mail.example")).toEqual(["ignore"]);
  await from("noreply@mendline.example");
  await from(support);
  await from("report-1-0a1b2c3d4e@back.mendline.example");
  expect(received).toHaveLength(1);
  onTestFinished(async () => void (await db.rateLimit.deleteMany()));
});

test("what a mail program writes to leave a list ends the alert, and bothers nobody", async () => {
  const { received } = await sentMails();
  const { id: userId } = await makeUser();
  const { id } = await db.alert.create({ data: { kind: "around", userId, lat: 54.6, lon: 2.3 } });
  const mail = written("").replace(/^Subject: .*$/m, "Subject: unsubscribe");
  expect(await take(mail, returnToken({ kind: "alert", id }))).toEqual(["disable_alert"]);
  expect((await db.alert.findUniqueOrThrow({ where: { id } })).disabledAt).not.toBeNull();
  expect(received).toEqual([]);
});
