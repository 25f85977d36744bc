import { mkdtemp, readdir, readFile, rm, unlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import PostalMime from "postal-mime";
import type { SMTPServerOptions } from "smtp-server";
import { expect, onTestFinished, test } from "vitest";
import { provideEnv } from "@/lib/env";
import { checkMail } from "@/lib/mail/check-mail";
import type { Mail } from "@/lib/mail/mail";
import { mailWay, sendMail } from "@/lib/mail/send";
import { outboxTransport } from "@/lib/mail/transports/outbox";
import { resendTransport } from "@/lib/mail/transports/resend";
import { smtpTransport } from "@/lib/mail/transports/smtp";
import { smtpServer } from "@/lib/testing/smtp";

const mail = (overrides: Partial<Mail> = {}): Mail => ({
  to: [{ name: "Ines Okafor", address: "ines@mail.example" }],
  subject: "Kerb up – Łódź",
  text: "Plain text.\nTwo lines.",
  html: '<p>Hallo <img src="cid:photo-1@mendline.test"></p>',
  attachments: [
    {
      fileName: "7.0.full.jpeg",
      type: "image/jpeg",
      bytes: Buffer.from("picture"),
      contentId: "photo-1@mendline.test",
    },
  ],
  ...overrides,
});

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), "outbox-"));
  onTestFinished(() => rm(made, { recursive: true }));
  return made;
}

const mailsIn = async (at: string) => (await readdir(at)).filter((file) => file.endsWith(".eml")).sort();

test("the outbox holds each mail as the message that would have been sent", async () => {
  const at = await folder();
  provideEnv({ MAIL_OUTBOX: at });
  onTestFinished(() => provideEnv({ MAIL_OUTBOX: "" }));
  expect(mailWay()).toBe("outbox");
  const outcome = await sendMail(
    mail({
      replyTo: { address: "clerk@alderwick.example" },
      from: { name: 'Ana "A" de Vries' },
      headers: { "Auto-Submitted": "auto-generated" },
      references: ["<earlier@mendline.test>"],
    }),
  );
  const [file, ...rest] = await mailsIn(at);
  expect(rest).toEqual([]);
  expect(file).toMatch(/^\d{8}T\d{6}\.\d{3}Z-[0-9a-f]{24}\.eml$/);
  const raw = await readFile(path.join(at, file ?? ""));
  expect(raw.toString("latin1").replaceAll("\r\n", "")).not.toContain("\n");
  const read = await PostalMime.parse(raw);
  expect(outcome).toEqual({ ok: true, messageId: read.messageId });
  expect(read).toMatchObject({
    subject: "Kerb up – Łódź",
    from: { name: 'Ana "A" de Vries', address: "noreply@mendline.example" },
    to: [{ name: "Ines Okafor", address: "ines@mail.example" }],
    replyTo: [{ address: "clerk@alderwick.example" }],
    inReplyTo: "<earlier@mendline.test>",
    text: "Plain text.\nTwo lines.\n",
    attachments: [
      {
        filename: "7.0.full.jpeg",
        mimeType: "image/jpeg",
        disposition: "inline",
        contentId: "<photo-1@mendline.test>",
      },
    ],
  });
  expect(read.headers).toContainEqual(
    expect.objectContaining({ key: "auto-submitted", value: "auto-generated" }),
  );
});

test("a key is sent once, by however many at a time; another key and no key are sent each", async () => {
  const at = await folder();
  const outbox = outboxTransport(at);
  const keyed = (idempotencyKey?: string) =>
    outbox.send(checkMail(mail(idempotencyKey ? { idempotencyKey } : {})));
  await Promise.all([keyed("report-1"), keyed("report-1"), keyed("report-1")]);
  expect(await mailsIn(at)).toHaveLength(1);
  expect((await readdir(at)).filter((file) => file.endsWith(".tmp"))).toEqual([]);
  await Promise.all([keyed("report-1"), keyed("report-2"), keyed(), keyed()]);
  expect(await mailsIn(at)).toHaveLength(4);
});

test("a mail whose writer died between claiming its key and showing it is shown by the next try", async () => {
  const at = await folder();
  const outbox = outboxTransport(at);
  const send = () => outbox.send(checkMail(mail({ idempotencyKey: "half" })));
  await send();
  const [file = ""] = await mailsIn(at);
  await unlink(path.join(at, file));
  await send();
  expect(await mailsIn(at)).toHaveLength(1);
});

test("an outbox that cannot be written to is worth another try, and nothing has been sent", async () => {
  const file = path.join(await folder(), "file");
  await writeFile(file, "in the way");
  expect(await outboxTransport(file).send(checkMail(mail()))).toMatchObject({
    ok: false,
    retry: true,
    ambiguous: false,
  });
});

test.each<[string, Partial<Mail>]>([
  ["a second header in an address", { to: [{ address: "a@b.example\r\nBcc: x@y.example" }] }],
  ["two addresses in one", { to: [{ address: "a@b.example, x@y.example" }] }],
  ["no recipient", { to: [] }],
  ["a Reply-To that is none", { replyTo: { address: "nobody" } }],
  ["an envelope sender with more in it", { envelopeFrom: "a@b.example> SIZE=1" }],
  ["a message id with a header behind it", { messageId: "<a@b>\r\nBcc: <x@y.example>" }],
  ["a header that is ours to set", { headers: { Bcc: "x@y.example" } }],
])("%s is refused for good, and nothing leaves", async (_, wrong) => {
  const outcome = await sendMail(mail(wrong));
  expect(outcome).toMatchObject({ ok: false, retry: false, ambiguous: false });
  expect(JSON.stringify(outcome)).not.toMatch(/x@y|nobody/);
});

test("line ends in names, subject, header values and file names become blanks: no header can be smuggled in", async () => {
  const at = await folder();
  const evil = "Hi\r\nBcc: victim@mail.example\r\n\r\nbody";
  const wrong = mail({
    subject: evil,
    from: { name: evil },
    to: [{ name: evil, address: "ines@mail.example" }],
    headers: { "X-Note": evil },
  });
  const attachments = [{ fileName: evil, type: "image/jpeg", bytes: new Uint8Array([1]) }];
  await outboxTransport(at).send(checkMail({ ...wrong, attachments }));
  const [file = ""] = await mailsIn(at);
  const read = await PostalMime.parse(await readFile(path.join(at, file)));
  expect(read.headers.filter(({ key }) => key === "bcc")).toEqual([]);
  expect(read.subject).toBe("Hi Bcc: victim@mail.example body");
  expect(read.to).toEqual([{ name: "Hi Bcc: victim@mail.example body", address: "ines@mail.example" }]);
});

const answer = (responseCode: number) => Object.assign(new Error("said no"), { responseCode });
const swallow = (stream: NodeJS.ReadableStream) => stream.resume();

test("SMTP gets the same message, with our envelope sender and every recipient", async () => {
  const { received, url } = await smtpServer();
  const wanted = mail({
    envelopeFrom: "bounces@mendline.example",
    to: [{ address: "clerk@alderwick.example" }, { address: "deputy@alderwick.example" }],
  });
  const outcome = await smtpTransport(url).send(checkMail(wanted));
  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({
    from: "bounces@mendline.example",
    to: ["clerk@alderwick.example", "deputy@alderwick.example"],
  });
  const read = await PostalMime.parse(received[0]?.raw ?? "");
  expect(outcome).toEqual({ ok: true, messageId: read.messageId });
  expect(read).toMatchObject({ subject: "Kerb up – Łódź", attachments: [{ filename: "7.0.full.jpeg" }] });
});

test("SMTP: a mail with a token comes back to the token's own address, one that must not come back has no sender", async () => {
  provideEnv({ MAIL_DOMAIN: "back.mendline.example" });
  onTestFinished(() => provideEnv({ MAIL_DOMAIN: "" }));
  const { received, url } = await smtpServer();
  await smtpTransport(url).send(checkMail(mail({ returnToken: "report-7-0a1b2c3d4e" })));
  await smtpTransport(url).send(checkMail(mail({ envelopeFrom: "" })));
  expect(received.map(({ from }) => from)).toEqual(["report-7-0a1b2c3d4e@back.mendline.example", ""]);
});

test("SMTP signs in with the address's user and password", async () => {
  const server = await smtpServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      username === "us" && password === "s3cret@" ? done(null, { user: "us" }) : done(answer(535)),
  });
  const at = (credentials: string) =>
    smtpTransport(`smtp://${credentials}@127.0.0.1:${server.port}`).send(checkMail(mail()));
  expect(await at("us:s3cret%40")).toMatchObject({ ok: true });
  expect(await at("us:wrong")).toMatchObject({ ok: false, retry: false, ambiguous: false });
  expect(server.received).toHaveLength(1);
});

test.each<[string, SMTPServerOptions, { retry: boolean; ambiguous: boolean }]>([
  [
    "a mailbox that is full for now",
    { onRcptTo: (_to, _session, done) => done(answer(452)) },
    { retry: true, ambiguous: false },
  ],
  [
    "a recipient that does not exist",
    { onRcptTo: (_to, _session, done) => done(answer(550)) },
    { retry: false, ambiguous: false },
  ],
  [
    "a message refused for now",
    { onData: (stream, _session, done) => swallow(stream).on("end", () => done(answer(451))) },
    { retry: true, ambiguous: false },
  ],
  [
    "a message refused for good",
    { onData: (stream, _session, done) => swallow(stream).on("end", () => done(answer(554))) },
    { retry: false, ambiguous: false },
  ],
  ["silence before the message was handed over", { onMailFrom: () => {} }, { retry: true, ambiguous: false }],
  [
    "silence after the message was handed over",
    { onData: (stream) => void swallow(stream) },
    { retry: true, ambiguous: true },
  ],
])("SMTP: %s", async (_, options, expected) => {
  const { url } = await smtpServer(options);
  const outcome = await smtpTransport(url, { socketTimeout: 300 }).send(checkMail(mail()));
  expect(outcome).toMatchObject({ ok: false, ...expected });
});

test("SMTP: a connection cut after the message was handed over is ambiguous, a closed port is not", async () => {
  const cutting = await smtpServer({
    onData: (stream) => void swallow(stream).on("end", () => cutting.cut()),
  });
  expect(await smtpTransport(cutting.url).send(checkMail(mail()))).toMatchObject({
    ok: false,
    retry: true,
    ambiguous: true,
  });
  expect(await smtpTransport("smtp://127.0.0.1:1").send(checkMail(mail()))).toMatchObject({
    ok: false,
    retry: true,
    ambiguous: false,
  });
});

/** A stand-in for api.resend.com: answers with what the test says, and remembers. */
async function fakeResend(...answers: { status: number; body: unknown }[]) {
  const requests: {
    key: string | undefined;
    authorization: string | undefined;
    body: Record<string, unknown>;
  }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { authorization, "idempotency-key": key } = request.headers;
    requests.push({
      key: key as string | undefined,
      authorization,
      body: JSON.parse(Buffer.concat(chunks).toString()),
    });
    const said = answers.shift();
    if (!said) return void request.socket.destroy();
    response.writeHead(said.status, { "content-type": "application/json" });
    response.end(typeof said.body === "string" ? said.body : JSON.stringify(said.body));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const send = (wanted = mail()) => resendTransport("re_key", url).send(checkMail(wanted));
  return { requests, send };
}

test("Resend is told all of it, with the key", async () => {
  const { requests, send } = await fakeResend({ status: 200, body: { id: "4ef9a417" } });
  const wanted = mail({
    idempotencyKey: "report-7",
    from: { name: 'Ana "A"' },
    replyTo: { name: "Ines", address: "ines@mail.example" },
    messageId: "<report-7@mendline.test>",
    returnToken: "report-7-0a1b2c3d4e",
  });
  expect(await send(wanted)).toEqual({ ok: true, messageId: "4ef9a417" });
  expect(requests).toMatchObject([
    {
      key: "report-7",
      authorization: "Bearer re_key",
      body: {
        from: '"Ana \\"A\\"" <noreply@mendline.example>',
        to: ['"Ines Okafor" <ines@mail.example>'],
        reply_to: '"Ines" <ines@mail.example>',
        subject: "Kerb up – Łódź",
        headers: { "Message-ID": "<report-7@mendline.test>" },
        tags: [{ name: "return_to", value: "report-7-0a1b2c3d4e" }],
        attachments: [
          {
            filename: "7.0.full.jpeg",
            content: Buffer.from("picture").toString("base64"),
            content_type: "image/jpeg",
            content_id: "photo-1@mendline.test",
          },
        ],
      },
    },
  ]);
});

const error = (status: number, name: string) => ({
  status,
  body: { statusCode: status, name, message: "no" },
});

test.each<[string, { status: number; body: unknown }[], boolean, object]>([
  [
    "a mail it finds wrong",
    [error(422, "validation_error")],
    true,
    { ok: false, retry: false, ambiguous: false },
  ],
  [
    "a wrong key of ours",
    [error(403, "invalid_api_key")],
    true,
    { ok: false, retry: false, ambiguous: false },
  ],
  [
    "too many at once",
    [error(429, "rate_limit_exceeded")],
    true,
    { ok: false, retry: true, ambiguous: false },
  ],
  [
    "the same mail under way",
    [error(409, "concurrent_idempotent_requests")],
    true,
    { ok: false, retry: true, ambiguous: false },
  ],
  ["the key has served already", [error(409, "invalid_idempotent_request")], true, { ok: true }],
  [
    "it broke, and a key makes the next try the same mail",
    [{ status: 502, body: "<html>" }],
    true,
    { ok: false, retry: true, ambiguous: false },
  ],
  [
    "it broke, without a key",
    [{ status: 502, body: "<html>" }],
    false,
    { ok: false, retry: true, ambiguous: true },
  ],
  ["the answer is lost, with a key", [], true, { ok: false, retry: true, ambiguous: false, keyed: true }],
  ["the answer is lost, without a key", [], false, { ok: false, retry: true, ambiguous: true }],
])("Resend: %s", async (_, answers, keyed, expected) => {
  const { send } = await fakeResend(...answers);
  expect(await send(mail(keyed ? { idempotencyKey: "k" } : {}))).toMatchObject(expected);
});

test("Resend out of reach: nothing has been sent", async () => {
  const outcome = await resendTransport("re_key", "http://127.0.0.1:1").send(checkMail(mail()));
  expect(outcome).toMatchObject({ ok: false, retry: true, ambiguous: false });
});
