import type { Outcome } from "@/lib/delivery/parcel";
import { retryAfter } from "@/lib/open311/faults";
import { isHtml } from "@/lib/open311/read/document";
import type { HttpResponse } from "@/lib/open311/wire";

/**
 * What a webhook's answer means.
 *
 * | answer | means |
 * |---|---|
 * | 2xx | taken; the reference stands at `referencePath`, else a note says that it does not |
 * | 2xx with a page, or with something that is no JSON where a reference is expected | perhaps taken: unclear |
 * | 409 with a reference | taken by an earlier attempt (the `Idempotency-Key` is known there) |
 * | 409 without | perhaps taken: unclear |
 * | 408, 425, 429, 5xx | not taken; try again, after `Retry-After` |
 * | 504 | perhaps taken: unclear |
 * | 3xx, any other 4xx | not taken; somebody must change something |
 */
export function readWebhookAnswer(
  { status, headers }: Pick<HttpResponse, "status" | "headers">,
  text: string,
  referencePath: string,
): Outcome {
  const answered = `The back end answered ${status}`;
  if (status >= 200 && status < 300) return taken(answered, text, referencePath);
  const reference = referencePath ? referenceAt(text, referencePath) : undefined;
  if (status === 409) {
    return reference
      ? { kind: "sent", externalId: reference, note: "An earlier attempt had arrived." }
      : unclear(`${answered}: it seems to have the report already.`, false);
  }
  if (status === 504) return unclear(`${answered}: what is behind it may have taken the report.`, true);
  if (status >= 300 && status < 400) {
    return refused(`${answered}: it has moved to another address; the connection's must be changed.`);
  }
  if (status < 500 && ![408, 425, 429].includes(status)) return refused(`${answered}.`);
  const wait = retryAfter(headers, new Date());
  return {
    kind: "failed",
    reason: `${answered}.`,
    retry: true,
    ambiguous: false,
    ...(wait !== undefined && { retryAfterMs: wait }),
  };
}

function taken(answered: string, text: string, referencePath: string): Outcome {
  if (!referencePath) return { kind: "sent", externalId: null };
  const reference = referenceAt(text, referencePath);
  if (reference) return { kind: "sent", externalId: reference };
  if (reference === undefined && text.trim() !== "") {
    const what = isHtml(text.trim()) ? "a web page" : "something that is not JSON";
    return unclear(`${answered}, but with ${what}: nobody knows whether it took the report.`, true);
  }
  // It was taken; only its reference is missing, so it is not sent again.
  return { kind: "sent", externalId: null, note: `Its answer has no reference at ${referencePath}.` };
}

/** The reference at a dotted path; null when there is none, undefined when the text is no JSON at all. */
export function referenceAt(text: string, path: string): string | null | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  for (const key of path.split(".")) {
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : null;
  }
  const reference = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
  return reference === "" ? null : reference;
}

const refused = (reason: string): Outcome => ({ kind: "failed", reason, retry: false, ambiguous: false });
const unclear = (reason: string, retry: boolean): Outcome => ({
  kind: "failed",
  reason,
  retry,
  ambiguous: true,
});
