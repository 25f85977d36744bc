import { Readable } from "node:stream";
import { parseConnectionUrl } from "nodemailer/lib/shared";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { composeMail } from "@/lib/mail/compose";
import type { MailOutcome, Transport } from "@/lib/mail/mail";

type SmtpError = Error & { code?: string; responseCode?: number; response?: string };

const timeouts = { dnsTimeout: 15_000, connectionTimeout: 15_000, greetingTimeout: 15_000 };

/**
 * Hands mails to an SMTP server, one connection each: they are few, and none is left open. nodemailer's connection is used
 * directly, as its transport does not tell whether a broken send had already handed the message over.
 */
export function smtpTransport(url: string, options: { socketTimeout?: number } = {}): Transport {
  const { auth, ...settings } = parseConnectionUrl(url);
  return {
    async send(mail) {
      const bytes = await composeMail(mail);
      const connection = new SMTPConnection({ ...settings, ...timeouts, socketTimeout: 60_000, ...options });
      // Read by the connection only after the server has agreed to take the message.
      const handedOver = { wholly: false };
      const message = Readable.from(chunksOf(bytes, handedOver));
      const envelope = {
        from: mail.envelopeFrom,
        to: mail.to.map(({ address }) => address),
        size: bytes.length,
      };
      try {
        await new Promise<void>((done, fail) => {
          // Listened to until the end: an error that nobody hears would end the process.
          connection.on("error", fail);
          connection.once("end", () => fail(new Error("The mail server closed the connection")));
          const send = () => connection.send(envelope, message, (error) => (error ? fail(error) : done()));
          connection.connect((error) => {
            if (error) return fail(error);
            if (!auth) return send();
            connection.login(auth, (refused) => (refused ? fail(refused) : send()));
          });
        });
        connection.quit();
        return { ok: true, messageId: mail.messageId };
      } catch (error) {
        connection.close();
        return failure(error as SmtpError, handedOver.wholly);
      }
    },
  };
}

async function* chunksOf(bytes: Buffer, handedOver: { wholly: boolean }): AsyncGenerator<Buffer> {
  const size = 64 * 1024;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  handedOver.wholly = true;
}

/**
 * RFC 5321 §4.2.1: 4yz is worth another try, 5yz is not. Without any answer the message may have been taken only if all of it,
 * and so the line that ends it, had been handed over.
 */
function failure(error: SmtpError, handedOver: boolean): MailOutcome {
  const answered = Boolean(error.responseCode);
  const permanent = answered
    ? (error.responseCode ?? 0) >= 500
    : ["EAUTH", "EENVELOPE", "EMESSAGE"].includes(error.code ?? "");
  return {
    ok: false,
    reason: `The mail server ${answered ? "refused the mail" : "could not be reached or did not answer"}: ${error.message}`,
    retry: !permanent,
    ambiguous: !answered && handedOver,
  };
}
