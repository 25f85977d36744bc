import "@/lib/testing/database";
import { createHmac } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { POST as takeMime } from "@/app/api/inbound/mime/route";
import { POST as takeEvent } from "@/app/api/inbound/resend/route";
import { db } from "@/lib/db";
import { provideEnv } from "@/lib/env";
import { log } from "@/lib/log";
import { maxMailBytes } from "@/lib/mail/inbound/fetch-received";
import { returnToken } from "@/lib/mail/return-address";
import { makeContact, makeDelivery, makeReport } from "@/lib/testing/factories";

const bearer = "a secret that only the mail server knows";
const webhookKey = Buffer.from("a key that only Resend and we know").toString("base64");
const noParams = { params: Promise.resolve({}) };

beforeEach(async () => {
  const outbox = await mkdtemp(path.join(tmpdir(), "outbox-"));
  provideEnv({
    MAIL_OUTBOX: outbox,
    INBOUND_MAIL_SECRET: bearer,
    RESEND_WEBHOOK_SECRET: `whsec_${webhookKey}`,
    SUPPORT_EMAIL: "support@mendline.example",
  });
  return async () => {
    provideEnv({ MAIL_OUTBOX: "", INBOUND_MAIL_SECRET: "", RESEND_WEBHOOK_SECRET: "", SUPPORT_EMAIL: "" });
    await rm(outbox, { recursive: true, force: true });
  };
});

async function mailed(...sentTo: string[]) {
  const report = await makeReport();
  const contact = await makeContact({ categoryId: report.categoryId, destination: sentTo.join(",") });
  const delivery = await makeDelivery({
    reportId: report.id,
    bodyId: contact.bodyId,
    contactId: contact.id,
    state: "sent",
    sentAt: new Date(),
    sentTo,
  });
  return { report, contact, delivery, token: returnToken({ kind: "report", id: report.id }) };
}

const bounce = (id = crypto.randomUUID()) =>
  `From: MAILER-DAEMON@mx.example\r\nMessage-ID: <${id}@mx>\r\nSubject: failure notice\r\n\r\nUser unknown (#5.1.1)\r\n`;

const mime = (body: BodyInit, query: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  takeMime(
    new Request(`https://mendline.test/api/inbound/mime?${new URLSearchParams(query)}`, {
      method: "POST",
      body,
      headers: { authorization: `Bearer ${bearer}`, "content-type": "message/rfc822", ...headers },
    }),
    noParams,
  );

test("a mail server hands a mail over as it is, with the envelope in the address", async () => {
  const { contact, token } = await mailed("clerk@quill.example");
  const response = await mime(bounce(), { recipient: `${token}@back.mendline.example`, sender: "" });
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ taken: ["mark_bounced"] });
  expect(await db.contact.findUnique({ where: { id: contact.id } })).toMatchObject({
    bouncedAt: expect.any(Date),
  });
});

test("mail that is nothing to us is taken without a word", async () => {
  const response = await mime(bounce(), { recipient: "info@mendline.example" });
  expect([response.status, await response.json()]).toEqual([200, { taken: [] }]);
});

test.each([{ authorization: "" }, { authorization: "Bearer wrong" }, { authorization: bearer }])(
  "whoever does not know the secret is refused: %o",
  async (headers) => {
    const before = await db.inboundMail.count();
    expect((await mime(bounce(), {}, headers)).status).toBe(401);
    expect(await db.inboundMail.count()).toBe(before);
  },
);

test("without a secret both doors are closed", async () => {
  provideEnv({ INBOUND_MAIL_SECRET: "", RESEND_WEBHOOK_SECRET: "" });
  expect((await mime(bounce(), {}, { authorization: "Bearer " })).status).toBe(404);
  expect((await event({ type: "email.bounced" })).status).toBe(404);
});

test("a mail that is too large is refused, whatever length it announces", async () => {
  const large = new Uint8Array(maxMailBytes + 1);
  expect((await mime(large)).status).toBe(413);
  const stream = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(1_000_000)),
  });
  const request = new Request("https://mendline.test/api/inbound/mime", {
    method: "POST",
    body: stream,
    headers: { authorization: `Bearer ${bearer}` },
    duplex: "half",
  } as RequestInit);
  expect((await takeMime(request, noParams)).status).toBe(413);
});

test("when it cannot be passed on now, the mail server is asked to come back", async () => {
  provideEnv({ SMTP_URL: "smtp://127.0.0.1:1" });
  const error = vi.spyOn(log, "error").mockImplementation(() => {});
  onTestFinished(() => {
    provideEnv({ SMTP_URL: "" });
    error.mockRestore();
  });
  const { token } = await mailed("clerk@quill.example");
  const response = await mime(bounce(), { recipient: `${token}@back.mendline.example` });
  expect([response.status, response.headers.get("retry-after")]).toEqual([503, "300"]);
  expect(error).toHaveBeenCalledOnce();
});

type Told = { id?: string; key?: string; at?: Date; change?: (body: string) => string };

/** Calls as Resend does (Standard Webhooks). */
function event(
  payload: object,
  { id = `msg_${crypto.randomUUID()}`, key = webhookKey, at = new Date(), change = (x) => x }: Told = {},
) {
  const body = JSON.stringify({ created_at: at.toISOString(), ...payload });
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac("sha256", Buffer.from(key, "base64"))
    .update(`${id}.${timestamp}.${body}`)
    .digest("base64");
  return takeEvent(
    new Request("https://mendline.test/api/inbound/resend", {
      method: "POST",
      body: change(body),
      headers: { "svix-id": id, "svix-timestamp": timestamp, "svix-signature": `v1,${signature}` },
    }),
    noParams,
  );
}

const about = (token: string, to: string[], more: object = {}) => ({
  email_id: "56761188",
  from: "noreply@mendline.example",
  to,
  subject: "Problem report",
  tags: { return_to: token },
  ...more,
});
const hard = { type: "Permanent", subType: "General", message: "No such mailbox." };

test("Resend tells of a bounce: the contact is marked, once however often it is told", async () => {
  const { report, contact, token } = await mailed("clerk@quill.example");
  const bounced = {
    type: "email.bounced",
    data: about(token, ["Parish <clerk@quill.example>"], { bounce: hard }),
  };
  const told = await event(bounced, { id: "msg_1" });
  expect([told.status, await told.json()]).toEqual([200, { taken: ["mark_bounced"] }]);
  expect(await db.contact.findUnique({ where: { id: contact.id } })).toMatchObject({
    bounceReason: "clerk@quill.example: No such mailbox.",
  });
  expect(await (await event(bounced, { id: "msg_1" })).json()).toEqual({ taken: ["known"] });
  expect(await db.inboundMail.count({ where: { reportId: report.id } })).toBe(1);
});

test.each<[string, string, object, string]>([
  [
    "a full mailbox",
    "email.bounced",
    { bounce: { type: "Transient", subType: "MailboxFull", message: "" } },
    "ignore",
  ],
  ["a delay", "email.delivery_delayed", {}, "ignore"],
  ["a complaint", "email.complained", {}, "tell_support"],
  [
    "an address it no longer writes to",
    "email.suppressed",
    { suppressed: { message: "On the list", type: "bounce" } },
    "mark_bounced",
  ],
])("Resend tells of %s", async (_, type, more, taken) => {
  const { token } = await mailed("clerk@quill.example");
  const response = await event({ type, data: about(token, ["clerk@quill.example"], more) });
  expect(await response.json()).toEqual({ taken: [taken] });
});

test("of a mail to several Resend does not say whose address it was: with one body it is that body's, unless it is named", async () => {
  const two = ["clerk@quill.example", "deputy@quill.example"];
  const unsaid = await mailed(...two);
  await event({ type: "email.bounced", data: about(unsaid.token, two, { bounce: hard }) });
  expect(await db.delivery.findUnique({ where: { id: unsaid.delivery.id } })).toMatchObject({
    state: "unclear",
  });
  const named = await mailed(...two);
  const message = "550 deputy@quill.example: no such mailbox";
  await event({ type: "email.bounced", data: about(named.token, two, { bounce: { ...hard, message } }) });
  expect(await db.delivery.findUnique({ where: { id: named.delivery.id } })).toMatchObject({ state: "sent" });
});

test.each<[string, Told]>([
  ["signed by somebody else", { key: Buffer.from("another key").toString("base64") }],
  ["changed on the way", { change: (body) => body.replace("clerk@", "other@") }],
  ["older than five minutes", { at: new Date(Date.now() - 6 * 60_000) }],
])("an event that is %s is refused", async (_, told) => {
  const { report, token } = await mailed("clerk@quill.example");
  const bounced = { type: "email.bounced", data: about(token, ["clerk@quill.example"], { bounce: hard }) };
  expect((await event(bounced, told)).status).toBe(401);
  expect(await db.inboundMail.count({ where: { reportId: report.id } })).toBe(0);
});

test("an event of another kind, or of a mail without our tag, is nothing to us", async () => {
  expect(await (await event({ type: "email.opened", data: about("x", []) })).json()).toEqual({ taken: [] });
  const token = returnToken({ kind: "report", id: 1 }).replace(/.$/, "x");
  const other = { type: "email.bounced", data: about(token, ["a@b.example"], { bounce: hard }) };
  expect(await (await event(other)).json()).toEqual({ taken: [] });
});

test("mail that Resend has received is fetched as it is and passed on", async () => {
  const { report, token } = await mailed("clerk@quill.example");
  const asked: string[] = [];
  const resend = createServer((request, response) => {
    asked.push(request.url ?? "");
    if (request.url === "/raw")
      return void response.end(
        "From: clerk@quill.example\r\nMessage-ID: <r@q>\r\nSubject: Re: Kerb\r\n\r\nSoon.",
      );
    const { port } = resend.address() as AddressInfo;
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify({
        object: "email",
        id: "e1",
        raw: { download_url: `http://127.0.0.1:${port}/raw`, expires_at: "" },
      }),
    );
  });
  await new Promise<void>((listening) => resend.listen(0, "127.0.0.1", listening));
  provideEnv({
    RESEND_API_KEY: "re_key",
    RESEND_BASE_URL: `http://127.0.0.1:${(resend.address() as AddressInfo).port}`,
  });
  onTestFinished(() => {
    provideEnv({ RESEND_API_KEY: "", RESEND_BASE_URL: "" });
    resend.close();
  });
  const received = {
    email_id: "e1",
    to: [`${token}@back.mendline.example`],
    received_for: [`${token}@back.mendline.example`],
  };
  const response = await event({ type: "email.received", data: received });
  expect([response.status, await response.json()]).toEqual([200, { taken: ["pass_on_to_reporter"] }]);
  expect(asked).toEqual(["/emails/receiving/e1", "/raw", "/emails"]);
  expect(await db.inboundMail.findFirst({ where: { reportId: report.id } })).toMatchObject({
    kind: "reply",
    reason: "Re: Kerb",
  });
});
