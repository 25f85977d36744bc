import { addressBehind } from "@/app/_server/client-address";
import { callerOf, countCall } from "@/app/open311/v2/[...path]/caller";
import { calls } from "@/app/open311/v2/[...path]/calls";
import { yesOrNo } from "@/app/open311/v2/[...path]/query-fields";
import { readAddress } from "@/app/open311/v2/[...path]/read-address";
import { respond } from "@/app/open311/v2/[...path]/respond";
import type { ClientActor } from "@/lib/actor";
import { env } from "@/lib/env";
import { DomainError, type ErrorCode } from "@/lib/errors";
import { log, withLogContext } from "@/lib/log";
import { translator } from "@/lib/messages";
import { decodeEscapes } from "@/lib/open311/read/escapes";
import { writeErrors } from "@/lib/open311/write/errors";
import type { Format, Written, WrittenStream } from "@/lib/open311/write/wire-tree";

/** A call as far as its address and its headers tell. */
export type Asked = {
  request: Request;
  /** By the suffix, in any case; XML without one. */
  format: Format;
  /** Only parameters that are not empty, blanks trimmed: to the standard, empty is the same as not sent. */
  query: URLSearchParams;
  /** What the groups of the call's path matched, decoded. */
  parts: readonly string[];
  /** Whose key stands in the address or the headers; of a key in a posted form `readPosted` knows. */
  caller: ClientActor | null;
  /** A key there that is no client's. Only a posted call gets this far with one (`readPosted`). */
  wrongKey: boolean;
  /** Whether more is told than plain clients understand: by `extensions=true`, or to a caller who may read it. */
  extended: boolean;
  /** `wrapped=true`: JSON in the shape that FixMyStreet's clients read. */
  wrapped: boolean;
  /** Of the client, for limits. */
  address: string;
};

export type Answer = { status: number; document: Written | WrittenStream; headers?: Record<string, string> };

const t = translator("open311");

type Method = "GET" | "POST";
export type Call = {
  /** What stands below the end point, without its suffix; its segments as they came, percent signs and all. */
  path: RegExp;
  methods: Partial<Record<Method, (asked: Asked) => Promise<Answer>>>;
  /** Answered from memory, so that it is not worth counting: but for calls with a key that has to be looked for in vain. */
  uncounted?: true;
};

/** An error in the protocol's own shape (GeoReport v2, "Errors"). */
export function refuse(
  format: Format,
  status: number,
  description: string,
  headers: Record<string, string> = {},
): Answer {
  return { status, document: writeErrors([{ code: String(status), description }], format), headers };
}

const nothing = { contentType: "", body: "" };

/** Leads the caller elsewhere (303). */
export const leadTo = (location: string): Answer => ({
  ...{ status: 303, document: nothing, headers: { location } },
});

/**
 * Answers any call below the end point, in XML or JSON by its suffix: 404 for what is none, 405 for one by another method, 403 for a
 * key that is nobody's. HEAD is a GET whose body is left out; OPTIONS is what browsers ask before they call from another site.
 * Whatever goes wrong inside is told without a word of it.
 */
export async function answerCall(request: Request): Promise<Response> {
  const id = crypto.randomUUID();
  const answered = await withLogContext({ request: id }, () => answer(request));
  return respond(request, answered, id);
}

async function answer(request: Request): Promise<Answer> {
  const { format, bare, query } = readAddress(request.url);
  const found = find(bare);
  if (!found) return refuse(format, 404, t("noCall"));
  const methods = new Map(Object.entries(found.call.methods));
  const allow = [...methods.keys(), ...(methods.has("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  if (request.method === "OPTIONS") return preflight(allow);
  const method = request.method === "HEAD" ? "GET" : request.method;
  const handle = methods.get(method);
  if (!handle) return refuse(format, 405, t("noMethod", { methods: allow }), { allow });
  try {
    const address = addressBehind(request.headers.get("x-forwarded-for"), env.TRUSTED_PROXIES);
    const caller = await callerOf(request.headers, query);
    // What is posted is counted once its key is known: it mostly stands in the form.
    const counted = !found.call.uncounted || caller === "unknown";
    if (method === "GET" && counted) await countCall(caller, address);
    if (method === "GET" && caller === "unknown") return refuse(format, 403, t("wrongKey"));
    const known = caller === "unknown" ? null : caller;
    return await handle({
      ...{ request, format, query, parts: found.parts, caller: known, address },
      wrongKey: caller === "unknown",
      extended:
        yesOrNo(query.get("extensions") ?? "") === true || (known?.may.includes("read-extended") ?? false),
      wrapped: format === "json" && yesOrNo(query.get("wrapped") ?? "") === true,
    });
  } catch (error) {
    return refused(error, format);
  }
}

function find(bare: string): { call: Call; parts: string[] } | null {
  for (const call of calls) {
    const match = call.path.exec(bare);
    if (match) return { call, parts: match.slice(1).map((part) => decodeEscapes(part ?? "")) };
  }
  return null;
}

const preflight = (allow: string): Answer => ({
  status: 204,
  document: nothing,
  headers: {
    allow,
    "access-control-allow-methods": allow,
    "access-control-allow-headers":
      "authorization, content-type, x-api-key, idempotency-key, if-none-match, if-modified-since",
    "access-control-max-age": "86400",
  },
});

/** The standard knows neither 409 nor 422: whatever the caller can put right is 400. */
const statusOf = {
  not_found: 404,
  forbidden: 403,
  invalid: 400,
  conflict: 400,
  too_many: 429,
} as const satisfies Record<ErrorCode, number>;

function refused(error: unknown, format: Format): Answer {
  if (!(error instanceof DomainError)) {
    log.error({ err: error }, "an Open311 call could not be answered");
    return refuse(format, 500, t("failed"));
  }
  const status = statusOf[error.code];
  if (error.code === "too_many") {
    return refuse(format, status, error.message, { "retry-after": String(error.retryAfterSeconds ?? 60) });
  }
  const faults = Object.entries(error.fields).map(([name, fault]) => `${name}: ${fault}`);
  const descriptions = faults.length > 0 ? faults : [error.message];
  const list = descriptions.map((description) => ({ code: String(status), description }));
  return { status, document: writeErrors(list, format) };
}
