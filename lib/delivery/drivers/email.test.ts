import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import PostalMime, { type Email } from "postal-mime";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { createEmailDriver, emailDriver } from "@/lib/delivery/drivers/email";
import type { Parcel, ParcelPhoto } from "@/lib/delivery/parcel";
import { provideEnv } from "@/lib/env";
import { readReturnToken } from "@/lib/mail/return-address";
import { languages, messages } from "@/lib/messages";
import { makeParcel } from "@/lib/testing/parcel";
import { smtpServer } from "@/lib/testing/smtp";

let outbox = "";

beforeEach(async () => {
  outbox = await mkdtemp(path.join(tmpdir(), "outbox-"));
  provideEnv({ MAIL_OUTBOX: outbox, STAGING: "0" });
  return async () => {
    provideEnv({ MAIL_OUTBOX: "", STAGING: "0" });
    await rm(outbox, { recursive: true });
  };
});

async function mails(): Promise<Email[]> {
  const files = (await readdir(outbox)).filter((file) => file.endsWith(".eml")).sort();
  return Promise.all(files.map(async (file) => PostalMime.parse(await readFile(path.join(outbox, file)))));
}

async function theMail(): Promise<Email> {
  const [mail, ...others] = await mails();
  expect(others).toEqual([]);
  if (!mail) throw new Error("No mail was sent.");
  return mail;
}

const clerks = {
  destination: "clerk@alderwick.example, deputy@alderwick.example",
  idField: "",
  serviceType: "realtime",
};
const photo = (
  position: number,
  bytes: ParcelPhoto["bytes"] = async () => Buffer.from(`photo ${position}`),
): ParcelPhoto => ({
  url: `https://mendline.test/photo/7045.${position}.full.jpeg`,
  fileName: `7045.${position}.full.jpeg`,
  type: "image/jpeg",
  bytes,
});

test("AC-036: every address of the contact gets the mail, under the body's name, and is told as sent to", async () => {
  const outcome = await emailDriver.send(makeParcel({ contact: clerks }), {});
  expect(outcome).toMatchObject({
    kind: "sent",
    externalId: null,
    sentTo: ["clerk@alderwick.example", "deputy@alderwick.example"],
  });
  const mail = await theMail();
  expect(mail.to).toEqual([
    { name: "Alderwick City Council", address: "clerk@alderwick.example" },
    { name: "Alderwick City Council", address: "deputy@alderwick.example" },
  ]);
  expect(mail.messageId).toBe("<report-7045-alderwick-city-council-1@mendline.test>");
});

test.each(["", "REFUSED", "KRB-7", "nobody@", "@alderwick.example ,"])(
  "AC-037: a contact without an address (“%s”) fails for good and says so",
  async (destination) => {
    const outcome = await emailDriver.send(makeParcel({ contact: { ...clerks, destination } }), {});
    expect(outcome).toMatchObject({
      kind: "failed",
      retry: false,
      ambiguous: false,
      reason: expect.stringMatching(/^No recipients: Alderwick City Council.*Loose kerbstone/),
    });
    expect(await mails()).toEqual([]);
  },
);

test("AC-040: ◆ From is always ours, with the reporter's name, whatever their domain says; answers go to the reporter", async () => {
  await emailDriver.send(makeParcel({ contact: clerks }), {});
  const mail = await theMail();
  expect(mail.from).toEqual({ name: "Ines Okafor via Mendline", address: "noreply@mendline.example" });
  expect(mail.replyTo).toEqual([{ name: "Ines Okafor", address: "ines@mail.example" }]);
  expect(mail.text).toContain("E-mail: ines@mail.example");
  expect(mail.text).toContain("Replies to this mail go to the person");
});

test("AC-041: for somebody known by phone only it comes on their behalf, says “None provided”, and nobody can be answered", async () => {
  const reporter = { name: "Ines Okafor", email: null, emailVerified: false, phone: "01632 960001" };
  await emailDriver.send(makeParcel({ contact: clerks, reporter }), {});
  const mail = await theMail();
  expect(mail.from).toEqual({ name: "On behalf of Ines Okafor", address: "noreply@mendline.example" });
  expect(mail.replyTo).toBeUndefined();
  expect(mail.text).toContain("E-mail: None provided\nPhone: 01632 960001\n");
  expect(mail.text).toContain("Nobody reads replies");
});

test("AC-039: ◆ the envelope sender is the report's own address, though From is ours and not the reporter's", async () => {
  const { received, url } = await smtpServer();
  provideEnv({ SMTP_URL: url, MAIL_DOMAIN: "back.mendline.example" });
  onTestFinished(() => provideEnv({ SMTP_URL: "", MAIL_DOMAIN: "" }));
  await emailDriver.send(makeParcel({ contact: clerks }), {});
  expect(received).toMatchObject([
    {
      from: expect.stringMatching(/^report-7045-[0-9a-f]{10}@back\.mendline\.example$/),
      to: ["clerk@alderwick.example", "deputy@alderwick.example"],
    },
  ]);
  expect(readReturnToken(received[0]?.from ?? "")).toEqual({ kind: "report", id: 7045 });
  const { from } = await PostalMime.parse(received[0]?.raw ?? "");
  expect(from?.address).toBe("noreply@mendline.example");
});

test("an address that nobody proved gets no answers: it may be a stranger's", async () => {
  const reporter = { name: "Ines Okafor", email: "ines@mail.example", emailVerified: false, phone: "" };
  const body = { slug: "alderwick", name: "Alderwick", language: "en", replyTo: "desk@alderwick.example" };
  await emailDriver.send(makeParcel({ contact: clerks, reporter, body }), {});
  const mail = await theMail();
  expect(mail.from?.name).toBe("On behalf of Ines Okafor");
  expect(mail.replyTo).toEqual([{ name: "Alderwick", address: "desk@alderwick.example" }]);
});

test("a connection may have its own sender and its own address for answers", async () => {
  await emailDriver.send(makeParcel({ contact: clerks }), {
    from: "reports@alderwick.example",
    replyTo: "hub@alderwick.example",
  });
  const mail = await theMail();
  expect(mail.from?.address).toBe("reports@alderwick.example");
  expect(mail.replyTo).toEqual([{ name: "", address: "hub@alderwick.example" }]);
});

test("AC-044: all that is known stands in labelled fields; answers in words, 0 is one, an empty one is not", async () => {
  const answers = [
    { code: "size", description: "How large is it?", value: "lg", label: "Large" },
    { code: "count", description: "How many?", value: "0", label: "0" },
    { code: "empty", description: "Anything else?", value: "", label: "" },
    { code: "kinds", description: "What kinds?", value: ["a", "b"], label: ["Apples", "Bricks"] },
    { code: "none", description: "Which of them?", value: [], label: [] },
  ];
  const parcel = makeParcel({
    contact: clerks,
    answers,
    address: "4 Kiln Lane",
    detail: "Tripping hazard.\nName: The Mayor",
    alsoSentTo: ["Rushmere County Council", "Northlight Energy"],
  });
  await emailDriver.send(parcel, {});
  const { text = "", html = "", subject } = await theMail();
  expect(subject).toBe("Problem report: Kerb up");
  expect(text).toContain(`
Report number: 7045
Name: Ines Okafor
E-mail: ines@mail.example
Phone: None provided
Category: Loose kerbstone
Subject: Kerb up
Details:
    Tripping hazard.
    Name: The Mayor
How large is it?: Large
How many?: 0
What kinds?: Apples, Bricks
Latitude: 54.6
Longitude: 2.3
Map: https://www.openstreetmap.org/?mlat=54.6&mlon=2.3#map=18/54.6/2.3
Nearest address: 4 Kiln Lane
Reported at: 2 November 2026 at 09:00
Report: https://mendline.test/report/7045
`);
  expect(text).toContain("also sent to: Rushmere County Council and Northlight Energy.");
  expect(text).toContain("set on a map");
  expect(text).not.toMatch(/Anything else|Which of them|test system/);
  for (const word of ["Large", "Apples, Bricks", "4 Kiln Lane", "None provided", 'lang="en"'])
    expect(html).toContain(word);
});

test("somebody's words stay words in HTML, and a title of several lines is one", async () => {
  const title = "Hole\r\nBcc: x@y.example";
  const detail = '<script>alert(1)</script><img src="https://spy.example/pixel">';
  await emailDriver.send(makeParcel({ contact: clerks, title, detail }), {});
  const mail = await theMail();
  expect(mail.subject).toBe("Problem report: Hole Bcc: x@y.example");
  expect(mail.html).not.toMatch(/<script|<img/);
  expect(mail.html).toContain("&lt;script&gt;");
});

test("how sure the place is depends on how it was found", async () => {
  await emailDriver.send(makeParcel({ contact: clerks, usedMap: false, searchedFor: "Kiln Lane" }), {});
  expect((await theMail()).text).toContain("found by searching for “Kiln Lane”");
});

test("photos, three at most, and the map stand inside the mail", async () => {
  const driver = createEmailDriver({ picture: async ({ lat, lon }) => Buffer.from(`map of ${lat},${lon}`) });
  await driver.send(makeParcel({ contact: clerks, photos: [0, 1, 2, 3].map((n) => photo(n)) }), {});
  const { attachments, html = "" } = await theMail();
  expect(attachments.map(({ filename, disposition }) => [filename, disposition])).toEqual([
    ["7045.0.full.jpeg", "inline"],
    ["7045.1.full.jpeg", "inline"],
    ["7045.2.full.jpeg", "inline"],
    ["map.png", "inline"],
  ]);
  for (const { contentId } of attachments) expect(html).toContain(`src="cid:${contentId?.slice(1, -1)}"`);
  expect(Buffer.from(attachments[3]?.content as ArrayBuffer).toString()).toBe("map of 54.6,2.3");
});

test("a map that cannot be drawn holds nothing up", async () => {
  const broken = createEmailDriver({ picture: () => Promise.reject(new Error("no tiles")) });
  expect(await broken.send(makeParcel({ contact: clerks }), {})).toMatchObject({ kind: "sent" });
  expect((await theMail()).attachments).toEqual([]);
});

test("a map that takes its time is left out", async () => {
  const slow = createEmailDriver({ picture: () => new Promise(() => {}) });
  const started = Date.now();
  expect(await slow.send(makeParcel({ contact: clerks }), {})).toMatchObject({ kind: "sent" });
  expect(Date.now() - started).toBeLessThan(5000);
});

test("a photo that cannot be read now is a reason to try again: nothing has left", async () => {
  const photos = [photo(0, () => Promise.reject(new Error("the store is away")))];
  const outcome = await emailDriver.send(makeParcel({ contact: clerks, photos }), {});
  expect(outcome).toMatchObject({
    kind: "failed",
    retry: true,
    ambiguous: false,
    reason: expect.stringContaining("the store is away"),
  });
  expect(await mails()).toEqual([]);
});

test("two attempts of one send are one mail, a second send is another", async () => {
  await emailDriver.send(makeParcel({ contact: clerks }), {});
  await emailDriver.send(makeParcel({ contact: clerks }), {});
  await theMail();
  await emailDriver.send(makeParcel({ contact: clerks, round: 2 }), {});
  expect((await mails()).map(({ messageId }) => messageId)).toContain(
    "<report-7045-alderwick-city-council-2@mendline.test>",
  );
});

const parish = (overrides: Partial<Parcel> = {}) =>
  makeParcel({
    contact: { ...clerks, destination: "clerk@quill.example,deputy@quill.example" },
    body: { slug: "lower-quill-parish", name: "Lower Quill Parish", language: "en", replyTo: null },
    alsoSentTo: ["Tamsin Vale County", "Northlight Energy"],
    ...overrides,
  });
const county = (overrides: Partial<Parcel> = {}) =>
  makeParcel({
    contact: { ...clerks, destination: "roads@tamsin.example" },
    body: { slug: "tamsin-vale-county", name: "Tamsin Vale County", language: "en", replyTo: null },
    alsoSentTo: ["Lower Quill Parish", "Northlight Energy"],
    ...overrides,
  });

test("AC-021: two bodies of one report get one message, which names both and says that it went to several", async () => {
  const outcomes = await emailDriver.sendTogether([county(), parish()], {});
  expect(outcomes).toMatchObject([
    { kind: "sent", sentTo: ["roads@tamsin.example"] },
    { kind: "sent", sentTo: ["clerk@quill.example", "deputy@quill.example"] },
  ]);
  const { to, text = "" } = await theMail();
  expect(to).toEqual([
    { name: "Lower Quill Parish", address: "clerk@quill.example" },
    { name: "Lower Quill Parish", address: "deputy@quill.example" },
    { name: "Tamsin Vale County", address: "roads@tamsin.example" },
  ]);
  expect(text).toMatch(/^Dear Lower Quill Parish and Tamsin Vale County,/);
  expect(text).toContain("This mail goes to Lower Quill Parish and Tamsin Vale County");
  expect(text).toContain("also sent to: Northlight Energy.");
});

test("of several bodies one without an address fails by itself, in its place; the others get the mail (TRAP-10)", async () => {
  const nowhere = county({ contact: { ...clerks, destination: "REFUSED" } });
  const outcomes = await emailDriver.sendTogether([nowhere, parish()], {});
  expect(outcomes).toMatchObject([
    { kind: "failed", retry: false, reason: expect.stringMatching(/^No recipients: Tamsin Vale County/) },
    { kind: "sent" },
  ]);
  const { to, text } = await theMail();
  expect(to).toHaveLength(2);
  expect(text).toMatch(/^Dear Lower Quill Parish,/);
});

test("several bodies without an address fail each for itself, and nothing leaves", async () => {
  const bad = { contact: { ...clerks, destination: "" } };
  const outcomes = await emailDriver.sendTogether([county(bad), parish(bad)], {});
  expect(outcomes).toMatchObject([
    { kind: "failed", reason: expect.stringContaining("Tamsin Vale County") },
    { kind: "failed", reason: expect.stringContaining("Lower Quill Parish") },
  ]);
  expect(await mails()).toEqual([]);
});

test("an address that two bodies share gets one copy, and is told for both", async () => {
  const shared = { ...clerks, destination: "Hub@tamsin.example" };
  const outcomes = await emailDriver.sendTogether(
    [county({ contact: shared }), parish({ contact: { ...shared, destination: "hub@tamsin.example" } })],
    {},
  );
  expect((await theMail()).to).toEqual([{ name: "Lower Quill Parish", address: "hub@tamsin.example" }]);
  expect(outcomes).toMatchObject([{ sentTo: ["Hub@tamsin.example"] }, { sentTo: ["hub@tamsin.example"] }]);
});

test("answers to any body's questions stand in the one mail, each once", async () => {
  const size = { code: "size", description: "How large?", value: "lg", label: "Large" };
  const depth = { code: "depth", description: "How deep?", value: "3", label: "3 cm" };
  await emailDriver.sendTogether([county({ answers: [size, depth] }), parish({ answers: [size] })], {});
  const { text = "" } = await theMail();
  expect(text.match(/How large\?: Large/g)).toHaveLength(1);
  expect(text).toContain("How deep?: 3 cm");
});

test("two attempts to the same bodies are one mail, in whatever order; to fewer bodies it is another", async () => {
  await emailDriver.sendTogether([county(), parish()], {});
  await emailDriver.sendTogether([parish(), county()], {});
  const { messageId } = await theMail();
  expect(messageId).toMatch(/^<report-7045-together-[0-9a-f]{24}@mendline\.test>$/);
  await emailDriver.sendTogether([county({ round: 2 }), parish()], {});
  await emailDriver.sendTogether([county()], {});
  expect(await mails()).toHaveLength(3);
});

test("a failure is each body's own failure", async () => {
  provideEnv({ SMTP_URL: "smtp://127.0.0.1:1" });
  onTestFinished(() => provideEnv({ SMTP_URL: "" }));
  const failed = { kind: "failed", retry: true, ambiguous: false };
  expect(await emailDriver.sendTogether([county(), parish()], {})).toMatchObject([failed, failed]);
});

test("a lost answer to a mail for several bodies is in doubt, though its key would make the very same mail harmless", async () => {
  const resend = createServer((request) => void request.resume().on("end", () => request.socket.destroy()));
  await new Promise<void>((listening) => resend.listen(0, "127.0.0.1", listening));
  const { port } = resend.address() as AddressInfo;
  provideEnv({ RESEND_API_KEY: "re_key", RESEND_BASE_URL: `http://127.0.0.1:${port}` });
  onTestFinished(() => {
    provideEnv({ RESEND_API_KEY: "", RESEND_BASE_URL: "" });
    resend.close();
  });
  const lost = (ambiguous: boolean) => ({ kind: "failed", retry: true, ambiguous });
  expect(await emailDriver.sendTogether([county(), parish()], {})).toMatchObject([lost(true), lost(true)]);
  expect(await emailDriver.send(county(), {})).toMatchObject(lost(false));
});

test("answers go to a desk only if it is the desk of all of them", async () => {
  const nobody = { name: "Ines", email: null, emailVerified: false, phone: "01632 960001" };
  const desk = (parcel: Parcel, replyTo: string | null): Parcel => ({
    ...parcel,
    reporter: nobody,
    body: { ...parcel.body, replyTo },
  });
  await emailDriver.sendTogether(
    [desk(county(), "one@desk.example"), desk(parish(), "two@desk.example")],
    {},
  );
  expect((await theMail()).replyTo).toBeUndefined();
  await emailDriver.sendTogether(
    [desk(county({ round: 2 }), "one@desk.example"), desk(parish({ round: 2 }), "one@desk.example")],
    {},
  );
  expect((await mails()).some(({ replyTo }) => replyTo?.[0]?.address === "one@desk.example")).toBe(true);
});

test("the mail speaks the language its bodies have in common, else the report's; ours where it has no words in it", async () => {
  languages.nl = {
    ...messages,
    mail: { ...messages.mail, body: { ...messages.mail.body, salutation: "Geachte {bodies}," } },
  };
  onTestFinished(() => {
    delete languages.nl;
  });
  const speaking = (parcel: Parcel, language: string): Parcel => ({
    ...parcel,
    body: { ...parcel.body, language },
  });
  let round = 0;
  const greeting = async (...parcels: Parcel[]) => {
    round++;
    await emailDriver.sendTogether(
      parcels.map((parcel) => ({ ...parcel, round })),
      {},
    );
    const all = await mails();
    const mail = all.at(-1);
    return `${mail?.text?.split("\n")[0]} ${/<html lang="([^"]+)"/.exec(mail?.html ?? "")?.[1]}`;
  };
  const both = "Lower Quill Parish en Tamsin Vale County";
  expect(await greeting(speaking(county(), "nl"))).toBe("Geachte Tamsin Vale County, nl");
  expect(await greeting(speaking(county(), "nl-BE"), speaking(parish(), "nl-BE"))).toBe(
    `Geachte ${both}, nl`,
  );
  expect(
    await greeting(speaking(county({ language: "nl" }), "en"), speaking(parish({ language: "nl" }), "fr")),
  ).toMatch(/^Geachte .* nl$/);
  expect(await greeting(speaking(county(), "fr"))).toBe("Dear Tamsin Vale County, en");
  expect((await mails())[0]?.text).toContain("2 november 2026");
});

test("on a test system the reporter gets it instead of the body, with a word about that (AC-035)", async () => {
  provideEnv({ STAGING: "1" });
  expect(
    await emailDriver.send(makeParcel({ contact: { ...clerks, destination: "KRB-7" } }), {}),
  ).toMatchObject({ kind: "sent" });
  const mail = await theMail();
  expect(mail.to).toEqual([{ name: "Ines Okafor", address: "ines@mail.example" }]);
  expect(mail.text).toMatch(/^\*\*\* This is a test system.*Alderwick City Council \(KRB-7\)/);
  const reporter = { name: "Ines", email: null, emailVerified: false, phone: "01632 960001" };
  expect(await emailDriver.send(makeParcel({ contact: clerks, reporter }), {})).toMatchObject({
    kind: "skipped",
  });
  expect(await mails()).toHaveLength(1);
});

test("the record of an attempt holds the words but not the person", async () => {
  const reporter = {
    name: "Ines Okafor",
    email: "ines@mail.example",
    emailVerified: true,
    phone: "01632 960001",
  };
  const outcome = await emailDriver.send(makeParcel({ contact: clerks, reporter }), {});
  expect(outcome.exchanges).toMatchObject([
    { method: "MAIL", url: "outbox", requestHeaders: { To: clerks.destination } },
  ]);
  expect(JSON.stringify(outcome.exchanges)).toContain("Tripping hazard");
  expect(JSON.stringify(outcome.exchanges)).not.toMatch(/Ines|mail\.example|960001/);
});

test("a mail server that is away is told as such", async () => {
  provideEnv({ SMTP_URL: "smtp://127.0.0.1:1" });
  onTestFinished(() => provideEnv({ SMTP_URL: "" }));
  expect(await emailDriver.send(makeParcel({ contact: clerks }), {})).toMatchObject({
    kind: "failed",
    retry: true,
    ambiguous: false,
    exchanges: [{ url: "smtp" }],
  });
});
