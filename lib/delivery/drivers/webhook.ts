import { createHmac } from "node:crypto";
import type { SettingsOf } from "@/lib/bodies/connection-settings";
import { readWebhookAnswer } from "@/lib/delivery/drivers/read-webhook-answer";
import type { Driver, Outcome, Parcel, UpdateParcel } from "@/lib/delivery/parcel";
import { guardedFetch } from "@/lib/net";
import { networkFault } from "@/lib/open311/faults";
import { redact } from "@/lib/open311/redact";
import type { Exchange, Http, HttpResponse } from "@/lib/open311/wire";
import { userAgent } from "@/lib/user-agent";

export type WebhookSettings = SettingsOf<"webhook">;

const MAX_BYTES = 1_000_000;
const blank = "[blanked]";
const nobody = { name: blank, email: blank, phone: blank };

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

/** An update as JSON; the report is named by our number and by the reference that its receiver gave, if it gave one. */
function updateBody(parcel: UpdateParcel): string {
  const { author } = parcel;
  return JSON.stringify({
    event: "update.created",
    update: {
      id: parcel.updateId,
      saidAt: parcel.saidAt.toISOString(),
      text: parcel.text,
      state: parcel.state,
      reopened: parcel.reopened,
      categoryChange: parcel.categoryChange,
      photos: parcel.photos.map(({ url }) => url),
      anonymous: parcel.anonymous,
      answers: parcel.answers,
    },
    report: {
      id: parcel.reportId,
      url: parcel.reportUrl,
      title: parcel.reportTitle,
      category: parcel.category,
      private: parcel.private,
      reference: parcel.externalId,
      customerReference: parcel.customerReference,
    },
    author: { kind: author.kind, name: author.name, email: author.email, phone: author.phone },
    destination: parcel.destination,
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
 * Posts reports and updates as signed JSON. The reference is read from the JSON answer at `referencePath`; what else the answers mean is told
 * in `read-webhook-answer.ts` and in `docs/send-methods.md`.
 * @param http what carries the call; a recorder shows what would be sent
 */
export const createWebhookDriver = ({
  http = guardedFetch,
}: {
  http?: Http;
} = {}): Driver<WebhookSettings> => ({
  send: (parcel, settings) =>
    post(http, settings, {
      body: webhookBody(parcel),
      shown: webhookBody({ ...parcel, reporter: { ...nobody, emailVerified: false } }),
      key: idempotencyKey(parcel),
      person: parcel.reporter,
    }),
  sendUpdate: (parcel, settings) =>
    post(http, settings, {
      body: updateBody(parcel),
      shown: updateBody({ ...parcel, author: { ...parcel.author, ...nobody } }),
      key: `update-${parcel.updateId}-${parcel.body.slug}-${parcel.round}`,
      person: parcel.author,
    }),
});

export const webhookDriver = createWebhookDriver();

const lowerCased = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

type Message = {
  body: string;
  /** The same without the person, as it may be kept. */
  shown: string;
  key: string;
  person: { name: string; email: string | null; phone: string };
};

async function post(http: Http, settings: WebhookSettings, message: Message): Promise<Outcome> {
  const startedAt = new Date();
  const own = {
    "content-type": "application/json; charset=utf-8",
    accept: "application/json",
    "user-agent": userAgent(),
    "idempotency-key": message.key,
    ...signatureHeaders(message.body, settings.secret, startedAt),
  };
  // What the connection says never replaces what the receiver must be able to rely on.
  const headers = { ...lowerCased(settings.headers), ...own };
  const recorded = (response: HttpResponse | null, text: string | null) =>
    recordOf(message, settings, { own, startedAt, response, text });
  try {
    const response = await http(settings.url, {
      method: "POST",
      headers,
      body: message.body,
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
}

type Call = {
  own: Record<string, string>;
  startedAt: Date;
  response: HttpResponse | null;
  text: string | null;
};

/** The call as it may be kept and shown: without the connection's secrets, and without the person. */
function recordOf(
  { shown, person }: Message,
  settings: WebhookSettings,
  { own, startedAt, response, text }: Call,
): Exchange {
  const { name, email, phone } = person;
  const hidden = Object.keys(lowerCased(settings.headers)).map((header) => [header, blank] as const);
  const exchange: Exchange = {
    method: "POST",
    url: withoutQuery(settings.url),
    requestHeaders: { ...Object.fromEntries(hidden), ...own },
    requestBody: shown,
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
export function withoutQuery(address: string): string {
  const url = new URL(address);
  for (const name of new Set(url.searchParams.keys())) url.searchParams.set(name, blank);
  return url.href;
}
