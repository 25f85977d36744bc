import { createHmac } from "node:crypto";
import type { z } from "zod";
import type { connectionSettings } from "@/lib/bodies/connection-settings";
import type { Driver, Outcome, Parcel } from "@/lib/delivery/parcel";
import { guardedFetch } from "@/lib/net";
import type { Exchange } from "@/lib/open311/wire";

type WebhookSettings = z.output<(typeof connectionSettings)["webhook"]["schema"]>;

const TIMEOUT_MS = 60_000;
const MAX_BYTES = 1_000_000;

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
      photos: photos.map(({ url }) => url),
      answers: answers.map(({ code, description, value }) => ({ code, description, value })),
    },
    reporter: { name: reporter.name, email: reporter.email, phone: reporter.phone },
    destination: contact.destination,
  });
}

/**
 * Posts the report as signed JSON: `X-Mendline-Signature: sha256=` + HMAC-SHA-256 of the raw body in hex. The
 * reference is read from the JSON answer at `referencePath` (dotted). `Idempotency-Key` is our report id.
 */
export const webhookDriver: Driver<WebhookSettings> = {
  async send(parcel, settings) {
    const body = webhookBody(parcel);
    const startedAt = new Date();
    const headers: Record<string, string> = {
      ...settings.headers,
      "content-type": "application/json; charset=utf-8",
      "idempotency-key": String(parcel.reportId),
    };
    if (settings.secret) {
      headers["x-mendline-signature"] =
        `sha256=${createHmac("sha256", settings.secret).update(body).digest("hex")}`;
    }
    const exchange = (status: number | null, answer: string | null): Exchange => ({
      method: "POST",
      url: settings.url,
      requestHeaders: { "content-type": "application/json; charset=utf-8" },
      requestBody: webhookBody({
        ...parcel,
        reporter: { name: "••••", email: "••••", emailVerified: false, phone: "••••" },
      }),
      status,
      responseHeaders: {},
      responseBody: answer?.slice(0, 10_000) ?? null,
      startedAt,
      durationMs: Date.now() - startedAt.getTime(),
    });
    try {
      const answer = await guardedFetch(settings.url, {
        method: "POST",
        headers,
        body,
        timeoutMs: TIMEOUT_MS,
        maxBytes: MAX_BYTES,
      });
      const text = new TextDecoder().decode(answer.body);
      return {
        ...readAnswer(answer.status, text, settings.referencePath),
        exchanges: [exchange(answer.status, text)],
      };
    } catch (error) {
      const { message, phase } = error as Error & { phase?: string };
      return {
        kind: "failed",
        reason: `No answer: ${message}.`,
        retry: true,
        ambiguous: phase !== "connect",
        exchanges: [exchange(null, null)],
      };
    }
  },
};

function readAnswer(status: number, text: string, referencePath: string): Outcome {
  if (status < 200 || status > 299) {
    const retry = status === 408 || status === 425 || status === 429 || status >= 500;
    return { kind: "failed", reason: `The back end answered ${status}.`, retry, ambiguous: false };
  }
  if (!referencePath) return { kind: "sent", externalId: null };
  try {
    const reference = referencePath
      .split(".")
      .reduce<unknown>((value, key) => (value as Record<string, unknown> | null)?.[key], JSON.parse(text));
    if (typeof reference === "string" || typeof reference === "number")
      return { kind: "sent", externalId: String(reference) };
  } catch {
    // no JSON: told below
  }
  // It was taken; only its reference is missing, so it is not sent again.
  return { kind: "sent", externalId: null };
}
