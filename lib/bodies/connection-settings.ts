import { z } from "zod";
import { Open311Settings } from "@/lib/open311/settings";
import type { SendMethod } from "@/prisma/generated/enums";

const nothing = z.strictObject({});

const webAddress = z.url({ protocol: /^https?$/, error: "Must be a web address, https://…" });

const EmailSettings = z.strictObject({
  /** Instead of the installation's own sender. */
  from: z.email("Must be an e-mail address").optional(),
  /** Instead of the reporter. */
  replyTo: z.email("Must be an e-mail address").optional(),
});

const WebhookSettings = z.strictObject({
  url: webAddress,
  /** Key of the HMAC-SHA-256 over the raw body, sent in X-Mendline-Signature; empty = unsigned. */
  secret: z.string().trim().default(""),
  /** Sent along with every call; often an Authorization, so all of them are kept as a secret. */
  headers: z
    .record(z.string().regex(/^[!#$%&'*+.^_`|~\w-]+$/, "Must be the name of an HTTP header"), z.string())
    .default({}),
  /** Where in the JSON answer the back end's reference stands, dotted (`ticket.id`); empty = nowhere. */
  referencePath: z.string().trim().default(""),
});

/**
 * What each send method has to be told, and which of it is secret: kept encrypted, never shown or exported
 * unless asked for. Unknown keys are refused. The keys are those of the council file's `settings`.
 */
export const connectionSettings = {
  email: { schema: EmailSettings, secrets: [] },
  open311: { schema: z.strictObject(Open311Settings.shape), secrets: ["apiKey", "receiveKey"] },
  webhook: { schema: WebhookSettings, secrets: ["secret", "headers"] },
  hold: { schema: nothing, secrets: [] },
  refused: { schema: nothing, secrets: [] },
  blackhole: { schema: nothing, secrets: [] },
  triage: { schema: nothing, secrets: [] },
} as const satisfies Record<SendMethod, { schema: z.ZodObject; secrets: readonly string[] }>;

export type SettingsOf<Method extends SendMethod> = z.output<(typeof connectionSettings)[Method]["schema"]>;
