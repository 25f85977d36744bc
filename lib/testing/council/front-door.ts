import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answer, plainHeaders, readBody, sendAnswer } from "@/lib/testing/council/answer";
import { answerControl } from "@/lib/testing/council/control";
import type { CallKind } from "@/lib/testing/council/faults";
import type { Office } from "@/lib/testing/council/office";
import { answerOpen311, formatOf, refuseOpen311, routeOpen311 } from "@/lib/testing/council/open311-window";
import { answerPage, refusePage } from "@/lib/testing/council/page-routes";
import { playFault } from "@/lib/testing/council/play-fault";
import { Refusal } from "@/lib/testing/council/refusal";

/** One call to the Open311 window or for a photo, also one that was refused or failed on purpose. */
export type SeenCall = {
  at: Date;
  method: string;
  /** Path and query as they came. */
  path: string;
  kind: CallKind | null;
  headers: Record<string, string>;
  /** The kind of fault it was answered with. */
  fault: string | null;
};

const largestBody = 25 * 1024 * 1024;
const rememberedCalls = 5000;

/** Makes the request handler: each window of the council has its addresses, and each its own way to say no. */
export function openFrontDoor(office: Office, calls: SeenCall[], closing: AbortSignal) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? "/", "http://council.invalid");
    response.on("error", () => undefined); // the caller hung up: nothing to do about it
    const answered = /^\/+v2(\/|$)/.test(url.pathname)
      ? atOpen311Window(office, calls, closing, request, response)
      : url.pathname.startsWith("/photos/")
        ? withFaults(office, see(calls, request, "photo"), closing, response, async () =>
            photo(office, url.pathname),
          )
        : atDesk(office, request, response, url);
    answered.catch((error: unknown) => {
      process.stderr.write(`demo council: ${error instanceof Error ? error.stack : String(error)}\n`);
      if (response.headersSent) response.destroy();
      else
        sendAnswer(response, {
          status: 500,
          headers: { "content-type": "text/plain" },
          body: "Something broke.",
        });
    });
  };
}

async function atOpen311Window(
  office: Office,
  calls: SeenCall[],
  closing: AbortSignal,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [pathname = "", search = ""] = splitOnce(request.url ?? "/");
  const format = formatOf(pathname);
  const seen = see(calls, request, null);
  try {
    const body = await readBody(request, largestBody);
    const call = routeOpen311(request.method ?? "GET", pathname.replace(/^\/+/, "/"));
    seen.kind = call.kind;
    const query = new URLSearchParams(search);
    await withFaults(office, seen, closing, response, async (repeat) => {
      try {
        return await answerOpen311(office, call, { query, headers: plainHeaders(request), body, repeat });
      } catch (error) {
        if (error instanceof Refusal) return refuseOpen311(error, format);
        throw error;
      }
    });
  } catch (error) {
    if (error instanceof Refusal) sendAnswer(response, refuseOpen311(error, format));
    else if (!request.destroyed || request.complete) throw error;
  }
}

async function withFaults(
  office: Office,
  seen: SeenCall,
  closing: AbortSignal,
  response: ServerResponse,
  ordinary: (repeat: boolean) => Promise<Answer>,
): Promise<void> {
  const fault = seen.kind ? office.faults.next(seen.kind) : undefined;
  seen.fault = fault?.kind ?? null;
  office.wake();
  if (!fault) return sendAnswer(response, await ordinary(false));
  const hungUp = new AbortController();
  response.on("close", () => hungUp.abort());
  const gone = AbortSignal.any([closing, hungUp.signal]);
  await playFault(fault, response, ordinary, { gone, cleared: office.faults.cleared });
}

async function atDesk(
  office: Office,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const call = {
    request,
    url,
    headers: plainHeaders(request),
    readBody: () => readBody(request, largestBody),
  };
  if (url.pathname.startsWith("/_control/")) return sendAnswer(response, await answerControl(office, call));
  try {
    sendAnswer(response, await answerPage(office, call));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    sendAnswer(response, refusePage(error));
  }
}

function photo(office: Office, pathname: string): Answer {
  const found = office.photos.get(pathname.slice("/photos/".length));
  if (!found)
    return { status: 404, headers: { "content-type": "text/plain" }, body: "There is no such photo." };
  return {
    status: 200,
    headers: {
      "content-type": found.type,
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "content-disposition": found.type.startsWith("image/") ? "inline" : "attachment",
      "cache-control": "public, max-age=31536000, immutable",
    },
    body: found.bytes,
  };
}

function see(calls: SeenCall[], request: IncomingMessage, kind: CallKind | null): SeenCall {
  const seen: SeenCall = {
    at: new Date(),
    method: request.method ?? "GET",
    path: request.url ?? "/",
    kind,
    headers: plainHeaders(request),
    fault: null,
  };
  calls.push(seen);
  if (calls.length > rememberedCalls) calls.shift();
  return seen;
}

function splitOnce(target: string): string[] {
  const at = target.indexOf("?");
  return at < 0 ? [target] : [target.slice(0, at), target.slice(at + 1)];
}
