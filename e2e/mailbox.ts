import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "@playwright/test";

const outbox = path.resolve(process.env.MAIL_OUTBOX ?? ".data/e2e/outbox");

/** Every mail to an address, as text: soft line ends joined, encoded characters plain. */
export async function mailsTo(address: string): Promise<string[]> {
  const files = await readdir(outbox).catch(() => []);
  const mails = await Promise.all(
    files.filter((file) => file.endsWith(".eml")).map((file) => readFile(path.join(outbox, file), "utf8")),
  );
  return mails.filter((mail) => new RegExp(`^to:.*${escaped(address)}`, "im").test(mail)).map(decoded);
}

/** Waits for the mail that asks to confirm, and answers the path of its link. */
export async function confirmLink(address: string): Promise<string> {
  const find = async () =>
    (await mailsTo(address)).flatMap((mail) => /\/confirm\/[\w.~-]+/.exec(mail) ?? []).at(-1);
  await expect.poll(find, { message: `a confirming mail to ${address}`, timeout: 20_000 }).toBeTruthy();
  return (await find()) ?? "";
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function decoded(mail: string): string {
  return mail
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
