import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, expect, test } from "vitest";
import { provideEnv } from "@/lib/env";
import { isOutboxOpen, listOutbox, readOutboxMail } from "@/lib/mail/read-outbox";
import { sendMail } from "@/lib/mail/send";

const closed = { MAIL_OUTBOX: "", DEMO: "0", SMTP_URL: "", RESEND_API_KEY: "" };

beforeEach(async () => {
  const outbox = await mkdtemp(path.join(tmpdir(), "outbox-"));
  provideEnv({ ...closed, MAIL_OUTBOX: outbox });
  return async () => {
    provideEnv(closed);
    await rm(outbox, { recursive: true });
  };
});

const send = (subject: string) =>
  sendMail({
    to: [{ name: "Ines", address: "ines@mail.example" }],
    subject,
    text: "Hallo",
    html: '<p>Hallo</p><img src="cid:p@mendline.test"><img src="cid:svg@mendline.test">',
    attachments: [
      {
        fileName: "p.jpeg",
        type: "image/jpeg",
        bytes: Buffer.alloc(40_000, 7),
        contentId: "p@mendline.test",
      },
      {
        fileName: "s.svg",
        type: "image/svg+xml",
        bytes: Buffer.from("<svg/>"),
        contentId: "svg@mendline.test",
      },
    ],
  });

test("the outbox is read only where no mail really leaves, in the demo and in development", () => {
  expect(isOutboxOpen()).toBe(false);
  provideEnv({ DEMO: "1" });
  expect(isOutboxOpen()).toBe(true);
  provideEnv({ SMTP_URL: "smtp://mail.example" });
  expect(isOutboxOpen()).toBe(false);
  provideEnv({ SMTP_URL: "", RESEND_API_KEY: "re_1" });
  expect(isOutboxOpen()).toBe(false);
});

test("mails are listed newest first, and one is shown with its pictures inside", async () => {
  for (const subject of ["first", "zweite Straße", "third"]) {
    await send(subject);
    // Files are named by the millisecond: the next one is another.
    const now = Date.now();
    while (Date.now() === now);
  }
  const list = await listOutbox(2);
  expect(list.map(({ subject, to }) => [subject, to])).toEqual([
    ["third", "Ines <ines@mail.example>"],
    ["zweite Straße", "Ines <ines@mail.example>"],
  ]);
  expect(Math.abs((list[0]?.at.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
  const mail = await readOutboxMail(list[1]?.file ?? "");
  expect(mail).toMatchObject({
    subject: "zweite Straße",
    from: "Mendline <noreply@mendline.example>",
    text: "Hallo\n",
  });
  expect(mail?.html).toContain(
    `<img src="data:image/jpeg;base64,${Buffer.alloc(40_000, 7).toString("base64")}">`,
  );
  // A drawing could hold a script: it stays an attachment.
  expect(mail?.html).toContain('<img src="cid:svg@mendline.test">');
  expect(mail?.attachments.map(({ name }) => name)).toEqual(["p.jpeg", "s.svg"]);
});

test("no other file can be read through it", async () => {
  await writeFile(path.join(tmpdir(), "beside-the-outbox.eml"), "secret");
  for (const file of [
    "../beside-the-outbox.eml",
    ".env",
    "/etc/passwd",
    "20261124T160007.058Z-000000000000000000000000.eml",
  ]) {
    expect(await readOutboxMail(file)).toBeNull();
  }
  await rm(path.join(tmpdir(), "beside-the-outbox.eml"));
});

test("an outbox that nothing was ever written to is empty", async () => {
  provideEnv({ MAIL_OUTBOX: path.join(tmpdir(), "no-such-outbox") });
  expect(await listOutbox(10)).toEqual([]);
});
