import { createHash, randomBytes } from "node:crypto";
import { link, mkdir, readdir, rename, unlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { composeMail } from "@/lib/mail/compose";
import type { Transport } from "@/lib/mail/mail";

/** Hard links to the mails that have a key: the file system itself allows only one of each. */
const keys = ".keys";

/**
 * Keeps each mail as a file `TIME-ID.eml`, which appears whole or not at all. For development, the demo, and installations
 * whose mail another program picks up.
 */
export function outboxTransport(folder: string, now: () => Date = () => new Date()): Transport {
  return {
    async send(mail) {
      try {
        const bytes = await composeMail(mail);
        await mkdir(path.join(folder, keys), { recursive: true });
        const id = mail.idempotencyKey
          ? createHash("sha256").update(mail.idempotencyKey).digest("hex").slice(0, 24)
          : randomBytes(12).toString("hex");
        const draft = path.join(folder, `.${id}.${randomBytes(4).toString("hex")}.tmp`);
        const final = path.join(folder, `${now().toISOString().replace(/[-:]/g, "")}-${id}.eml`);
        await writeFile(draft, bytes, { flag: "wx", mode: 0o600 });
        await (mail.idempotencyKey ? publishOnce(folder, id, draft, final) : rename(draft, final));
        return { ok: true, messageId: mail.messageId };
      } catch (error) {
        const reason = `The mail could not be written to the outbox: ${(error as Error).message}`;
        return { ok: false, reason, retry: true, ambiguous: false };
      }
    },
  };
}

async function publishOnce(folder: string, id: string, draft: string, final: string): Promise<void> {
  const key = path.join(folder, keys, id);
  try {
    await link(draft, key);
  } catch (error) {
    await unlink(draft);
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    // Sent before, or a process died between the two steps: then this one finishes its work.
    const sent = (await readdir(folder)).some((file) => file.endsWith(`-${id}.eml`));
    if (!sent) await link(key, final);
    return;
  }
  await rename(draft, final);
}
