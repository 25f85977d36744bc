import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { type Answer, sendAnswer } from "@/lib/testing/council/answer";
import { type Fault, isTaken } from "@/lib/testing/council/faults";

const nonsense: Record<"html" | "half-xml" | "huge" | "empty", () => { type: string; body: string }> = {
  html: () => ({
    type: "text/html; charset=utf-8",
    body: "<!doctype html><html><head><title>Please sign in</title></head><body><h1>Access portal</h1></body></html>",
  }),
  "half-xml": () => ({
    type: "text/xml; charset=utf-8",
    body: '<?xml version="1.0" encoding="utf-8"?>\n<service_requests><request><service_request_id>AL',
  }),
  huge: () => ({
    type: "text/xml; charset=utf-8",
    body: `<?xml version="1.0" encoding="utf-8"?>\n<service_requests>${"<request></request>".repeat(560_000)}</service_requests>`,
  }),
  empty: () => ({ type: "text/xml; charset=utf-8", body: "" }),
};

/**
 * Answers one call as the fault says. `ordinary` carries the call out and makes its answer; it runs only when the
 * fault lets the call be taken. `gone` aborts when the caller hangs up or the council closes, `cleared` when the
 * faults are cleared.
 */
export async function playFault(
  fault: Fault,
  response: ServerResponse,
  ordinary: (repeat: boolean) => Promise<Answer>,
  signals: { gone: AbortSignal; cleared: AbortSignal },
): Promise<void> {
  const taken = isTaken(fault) ? await ordinary(fault.kind === "repeat") : undefined;
  switch (fault.kind) {
    case "refuse":
      return sendAnswer(response, {
        status: fault.status,
        headers: { "content-type": fault.contentType },
        body: fault.body ?? "The back end is down for maintenance.",
      });
    case "take-then-500":
      return sendAnswer(response, {
        status: 500,
        headers: { "content-type": "text/plain" },
        body: fault.body,
      });
    case "too-many":
      return sendAnswer(response, {
        status: 429,
        headers: { "content-type": "text/plain", "retry-after": String(fault.retryAfter) },
        body: "Too many requests.",
      });
    case "nonsense": {
      const { type, body } = nonsense[fault.what]();
      return sendAnswer(response, { status: 200, headers: { "content-type": type }, body });
    }
    case "stall":
      await pause(fault.ms, AbortSignal.any([signals.gone, signals.cleared]));
      if (!signals.gone.aborted) sendAnswer(response, taken ?? (await ordinary(false)));
      return;
    case "repeat":
      return sendAnswer(response, taken ?? (await ordinary(true)));
    case "cut-off":
      response.socket?.destroy();
      return;
    case "cut-mid-body":
      return cutMidBody(response, taken ?? (await ordinary(false)));
    case "slow-drip":
      return drip(response, taken ?? (await ordinary(false)), fault, signals.gone);
  }
}

/** Waits `ms` milliseconds (left out = for ever) or until the signal aborts. */
async function pause(ms: number | undefined, until: AbortSignal): Promise<void> {
  if (until.aborted) return;
  if (ms !== undefined) await wait(ms, undefined, { signal: until }).catch(() => undefined);
  else await new Promise<void>((resolve) => until.addEventListener("abort", () => resolve(), { once: true }));
}

function startBody(response: ServerResponse, answer: Answer): Buffer {
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...answer.headers, "content-length": String(body.byteLength) });
  return body;
}

function cutMidBody(response: ServerResponse, answer: Answer): Promise<void> {
  const body = startBody(response, answer);
  return new Promise((resolve) => {
    response.write(body.subarray(0, Math.floor(body.byteLength / 2)), () => {
      response.socket?.destroy();
      resolve();
    });
  });
}

async function drip(
  response: ServerResponse,
  answer: Answer,
  pace: { bytes: number; everyMs: number },
  gone: AbortSignal,
): Promise<void> {
  const body = startBody(response, answer);
  for (let at = 0; at < body.byteLength && !gone.aborted; at += pace.bytes) {
    response.write(body.subarray(at, at + pace.bytes));
    await pause(pace.everyMs, gone);
  }
  response.end();
}
