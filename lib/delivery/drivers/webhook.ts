import { createHmac } from "node:crypto";
import type { SettingsOf } from "@/lib/bodies/connection-settings";
import { readWebhookAnswer } from "@/lib/delivery/drivers/read-webhook-answer";
import type { Driver, Parcel } from "@/lib/delivery/parcel";
import { guardedFetch } from "@/lib/net";
import { networkFault } from "@/lib/open311/faults";
import { redact } from "@/lib/open311/redact";
import type { Exchange, Http, HttpResponse } from "@/lib/open311/wire";
import { userAgent } from "@/lib/user-agent";

export type WebhookSettings = SettingsOf<"webhook">;

const MAX_BYTES = 1_000_000;
const blank = "[blanked]";

/** The report as JSON; the same report gives the same bytes. */
export function webhookBody(parcel: Parcel): string {
  const { reporter, contact, photos, answers, ...rest } = parcel;
  return JSON.stringify({
    event: "report.sent",
    report: {
      id: rest.reportId,
      url: rest.url,
      title: rest.title,
      detail: rest.detail,
      category: rest.category,
      groups: rest.groups,
      lat: rest.point.lat,
      long: rest.point.lon,
      address: rest.address,
      confirmedAt: rest.confirmedAt.toISOString(),
      private: rest.private,
      anonymous: rest.anonymous,
      photos: photos.map(({ url }) => url),
      answers: answers.map(({ code, description, value }) => ({ code, description, value })),
    },
    reporter: { name: reporter.name, email: reporter.email, phone: reporter.phone },
    destination: contact.destination,
  });
}

const hmac = (secret: string, text: string): string =>
  `sha256=${createHmac("sha256", secret).update(text).digest("hex")}`;

/**
 * Headers by which the receiver knows that a body is ours (`X-Mendline-Signature`, over the raw body) and that it is fresh
 * (`X-Mendline-Signature-V2`, over `TIMESTAMP.BODY`, the timestamp being Unix seconds). None without a secret.
 */
export function signatureHeaders(body: string, secret: string, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  return {
    "x-mendline-timestamp": timestamp,
    ...(secret && {
      "x-mendline-signature": hmac(secret, body),
      "x-mendline-signature-v2": hmac(secret, `${timestamp}.${body}`),
    }),
  };
}

/** The same for every attempt of one send to one body, another for a send that a person asked for again. */
const idempotencyKey = ({ reportId, body, round }: Parcel): string => `${reportId}-${body.slug}-${round}`;

/**
 * Posts the report as signed JSON. The reference is read from the JSON answer at `referencePath`; what else the answers mean is told
 * in `read-webhook-answer.ts` and in `docs/send-methods.md`.
 * @param http what carries the call; a recorder shows what would be sent
 */
export const createWebhookDriver = ({
  http = guardedFetch,
}: {
  http?: Http;
} = {}): Driver<WebhookSettings> => ({
  async send(parcel, settings) {
    const startedAt = new Date();
    const body = webhookBody(parcel);
    const own = {
      "content-type": "application/json; charset=utf-8",
      accept: "application/json",
      "user-agent": userAgent(),
      "idempotency-key": idempotencyKey(parcel),
      ...signatureHeaders(body, settings.secret, startedAt),
    };
    // What the connection says never replaces what the receiver must be able to rely on.
    const headers = { ...lowerCased(settings.headers), ...own };
    const recorded = (response: HttpResponse | null, text: string | null) =>
      recordOf(parcel, settings, { own, startedAt, response, text });
    try {
      const response = await http(settings.url, {
        method: "POST",
        headers,
        body,
        timeoutMs: settings.timeoutMs,
        maxBytes: MAX_BYTES,
      });
      const text = new TextDecoder().decode(response.body);
      const outcome = readWebhookAnswer(response, text, settings.referencePath);
      return { ...outcome, exchanges: [recorded(response, text)] };
    } catch (error) {
      const { reason, retry, ambiguous } = networkFault(error, "POST", settings.timeoutMs);
      return { kind: "failed", reason: `${reason}.`, retry, ambiguous, exchanges: [recorded(null, null)] };
    }
  },
});

export const webhookDriver = createWebhookDriver();

const lowerCased = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

type Call = {
  own: Record<string, string>;
  startedAt: Date;
  response: HttpResponse | null;
  text: string | null;
};

/** The call as it may be kept and shown: without the connection's secrets, and without the person. */
function recordOf(
  parcel: Parcel,
  settings: WebhookSettings,
  { own, startedAt, response, text }: Call,
): Exchange {
  const { name, email, phone } = parcel.reporter;
  const hidden = Object.keys(lowerCased(settings.headers)).map((header) => [header, blank] as const);
  const reporter = { name: blank, email: blank, emailVerified: false, phone: blank };
  const exchange: Exchange = {
    method: "POST",
    url: withoutQuery(settings.url),
    requestHeaders: { ...Object.fromEntries(hidden), ...own },
    requestBody: webhookBody({ ...parcel, reporter }),
    status: response?.status ?? null,
    responseHeaders: response ? Object.fromEntries(response.headers) : {},
    responseBody: text,
    startedAt,
    durationMs: Date.now() - startedAt.getTime(),
  };
  const secrets = [settings.secret, ...Object.values(settings.headers)];
  return redact(exchange, [...secrets, name, ...name.split(/\s+/), email ?? "", phone]);
}

/** A webhook's address often is its password: what stands behind the question mark is not shown. */
function withoutQuery(address: string): string {
  const url = new URL(address);
  for (const name of new Set(url.searchParams.keys())) url.searchParams.set(name, blank);
  return url.href;
}
