import { Resend } from "resend";
import { z } from "zod";
import { returnTag } from "@/lib/mail/return-address";

/** What Resend tells of a mail that we sent, or that came in. Other events are nothing to us. */
const Sent = z.object({
  to: z.array(z.string()).default([]),
  /** Ours, from the mail; old webhooks tell them as a list. */
  tags: z
    .union([
      z.record(z.string(), z.string()),
      z
        .array(z.object({ name: z.string(), value: z.string() }))
        .transform((tags) => Object.fromEntries(tags.map(({ name, value }) => [name, value]))),
    ])
    .default({})
    .transform((tags) => tags[returnTag] ?? ""),
});
const Bounce = z.object({
  type: z.string().default(""),
  subType: z.string().default(""),
  message: z.string().default(""),
});

export const ResendEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("email.bounced"), data: Sent.extend({ bounce: Bounce }) }),
  z.object({ type: z.literal("email.complained"), data: Sent }),
  z.object({ type: z.literal("email.delivery_delayed"), data: Sent }),
  /** Not even tried: the address has bounced or complained before. */
  z.object({
    type: z.literal("email.suppressed"),
    data: Sent.extend({ suppressed: z.object({ message: z.string().default("") }).default({ message: "" }) }),
  }),
  z.object({
    type: z.literal("email.received"),
    data: z.object({
      email_id: z.string().min(1),
      received_for: z.array(z.string()).default([]),
      to: z.array(z.string()).default([]),
    }),
  }),
]);
export type ResendEvent = z.infer<typeof ResendEvent>;
/** An event, and its own id. */
export type ReadEvent = { id: string; event: ResendEvent };

/**
 * Reads a call of a Resend webhook. Its signature is over the raw body; one that is older than five minutes is refused.
 * @returns null for an event that is nothing to us
 * @throws Error when the signature is not right
 */
export function readResendEvent(raw: string, headers: Headers, webhookSecret: string): ReadEvent | null {
  const id = headers.get("svix-id") ?? "";
  const payload: unknown = verifier.webhooks.verify({
    payload: raw,
    headers: {
      id,
      timestamp: headers.get("svix-timestamp") ?? "",
      signature: headers.get("svix-signature") ?? "",
    },
    webhookSecret,
  });
  const read = ResendEvent.safeParse(payload);
  return read.success ? { id, event: read.data } : null;
}

/** Checks signatures only, for which it needs no key of its own. */
const verifier = new Resend("re_unused");
