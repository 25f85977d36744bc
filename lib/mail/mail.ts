export type Mailbox = { name?: string; address: string };

export type Attachment = {
  fileName: string;
  type: string;
  bytes: Uint8Array;
  /** Shown inside the HTML part, as `cid:CONTENT_ID`. */
  contentId?: string;
};

/** One mail, in words and addresses; nothing in it can reach the wire as anything but itself. */
export type Mail = {
  to: Mailbox[];
  /** The sender's name may be anybody's; the address is the installation's own unless another one of ours is given. */
  from?: { name?: string; address?: string };
  replyTo?: Mailbox;
  subject: string;
  text: string;
  html: string;
  headers?: Record<string, string>;
  /** `<something@host>`; made up when absent. */
  messageId?: string;
  references?: string[];
  /** Where bounces go; the sender's address when absent, nowhere when empty. Resend has its own. */
  envelopeFrom?: string;
  /** What bounces and answers are about (lib/mail/return-address.ts); instead of `envelopeFrom`. */
  returnToken?: string;
  attachments?: Attachment[];
  /** The same mail is handed over once, however often it is sent with this key (SMTP has no such thing). */
  idempotencyKey?: string;
};

export type MailOutcome =
  | { ok: true; messageId: string }
  /** `ambiguous`: it may have been taken all the same. `keyed`: so it may, but the same key makes another try harmless. */
  | { ok: false; reason: string; retry: boolean; ambiguous: boolean; keyed?: boolean };

/** A mail whose every part has been checked: what a transport gets. */
export type CheckedMail = Mail & {
  from: { name: string; address: string };
  messageId: string;
  envelopeFrom: string;
};

export type Transport = { send(mail: CheckedMail): Promise<MailOutcome> };
