import { signatureHeaders, withoutQuery } from "@/lib/delivery/drivers/webhook";
import { translator } from "@/lib/messages";
import { type GuardedResponse, guardedFetch } from "@/lib/net";
import { retryAfter } from "@/lib/open311/faults";
import { redact } from "@/lib/open311/redact";
import type { Exchange } from "@/lib/open311/wire";
import { userAgent } from "@/lib/user-agent";
import type { Answer } from "@/lib/webhooks/decide-next";
import type { Call } from "@/lib/webhooks/history";

/** For the whole call: a receiver takes an event down and works on it afterwards. */
const patienceMs = 10_000;
/** Answers are only looked at by people. */
const maxBytes = 100_000;

export type ToPost = {
  url: string;
  secret: string;
  event: string;
  eventId: string;
  attempt: number;
  body: string;
  timeoutMs?: number | undefined;
};

/** Posts an event, signed, and tells what was answered, and what of it may be kept. Never throws for what the receiver does. */
export async function callWebhook(toPost: ToPost): Promise<{ answer: Answer; call: Call }> {
  const { url, secret, body, timeoutMs = patienceMs } = toPost;
  const startedAt = new Date();
  const headers = headersOf(toPost, startedAt);
  const [response, error] = await settled(
    guardedFetch(url, { method: "POST", headers, body, timeoutMs, maxBytes }),
  );
  const answer = response ? readAnswer(response, startedAt) : noAnswer(error);
  const durationMs = Date.now() - startedAt.getTime();
  const exchange: Exchange = {
    ...{ method: "POST", url: withoutQuery(url), requestHeaders: headers, requestBody: body },
    status: response?.status ?? null,
    responseHeaders: response ? Object.fromEntries(response.headers) : {},
    responseBody: response ? new TextDecoder().decode(response.body) : null,
    ...{ startedAt, durationMs },
  };
  const reason = answer.kind === "taken" ? null : answer.reason;
  const kept = redact(exchange, [secret, ...secretsIn(url)]);
  return { answer, call: { startedAt, durationMs, status: exchange.status, reason, exchange: kept } };
}

const headersOf = ({ secret, event, eventId, attempt, body }: ToPost, now: Date): Record<string, string> => ({
  "content-type": "application/json; charset=utf-8",
  accept: "application/json",
  "user-agent": userAgent(),
  "idempotency-key": eventId,
  "x-mendline-event": event,
  "x-mendline-event-id": eventId,
  "x-mendline-attempt": String(attempt),
  ...signatureHeaders(body, secret, now),
});

/** What stands behind an address's question mark often is a password. */
const secretsIn = (url: string): string[] => [...new URL(url).searchParams.values()];

const settled = async <T>(promise: Promise<T>): Promise<[T, null] | [null, unknown]> =>
  promise.then(
    (value): [T, null] => [value, null],
    (error: unknown): [null, unknown] => [null, error],
  );

function readAnswer({ status, headers }: GuardedResponse, now: Date): Answer {
  const t = translator("webhooks");
  if (status >= 200 && status < 300) return { kind: "taken" };
  if (status === 410) return { kind: "gone", reason: t("answer.gone") };
  const moved = status >= 300 && status < 400;
  const reason = t(moved ? "answer.redirect" : "answer.status", { status: String(status) });
  return { kind: "refused", reason, retryAfterMs: retryAfter(headers, now) };
}

function noAnswer(error: unknown): Answer {
  const reason = error instanceof Error ? error.message : String(error);
  return { kind: "refused", reason: translator("webhooks")("answer.none", { reason }) };
}
