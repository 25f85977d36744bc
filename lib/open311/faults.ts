import type { Open311Error } from "@/lib/open311/documents";
import { errorsAsText } from "@/lib/open311/read/errors";
import type { Failure } from "@/lib/open311/result";

/** What is known of a failure apart from the exchange. */
export type Fault = Omit<Failure, "ok" | "exchange">;

const edgePauseMs = 60 * 60_000;

type Link = { name?: unknown; code?: unknown; phase?: unknown; message?: unknown };

function chain(error: unknown): Link[] {
  const links: Link[] = [];
  let link: unknown = error;
  while (typeof link === "object" && link !== null && links.length < 5) {
    links.push(link);
    link = "cause" in link ? link.cause : undefined;
  }
  return links;
}

function codeOf(error: unknown): string | undefined {
  return chain(error)
    .map(({ code }) => code)
    .find((code): code is string => typeof code === "string" && /^\w+$/.test(code));
}

/** The server compressed its answer wrongly; without compression it may work. */
export function isDecodingFault(error: unknown): boolean {
  return /^(?:Z_|ERR_?_?BROTLI|ZSTD)/.test(codeOf(error) ?? "");
}

/** Why a call gave no whole answer. Says nothing of the address, which may hold the key. */
export function networkFault(error: unknown, method: "GET" | "POST", timeoutMs: number): Fault {
  const left = !chain(error).some(({ phase }) => phase === "connect");
  const ambiguous = left && method === "POST";
  const code = codeOf(error);
  const isTimeout =
    chain(error).some(({ name }) => name === "TimeoutError") || /TIME(?:D)?_?OUT/.test(code ?? "");
  const detail = code ? ` (${code})` : "";
  const refused = chain(error).find(({ name }) => name === "OutboundRefused");
  const isTooLarge = chain(error).some(({ message }) => /larger than \d+ bytes/.test(String(message ?? "")));
  const what = refused
    ? `The back end was not called: ${String(refused.message)}`
    : !left
      ? `The back end could not be reached${detail}`
      : isTooLarge
        ? "The back end's answer is larger than allowed"
        : isTimeout
          ? `The back end did not answer within ${Math.round(timeoutMs / 1000)} seconds`
          : `The connection broke before the answer was complete${detail}`;
  const reason = ambiguous ? `${what}; it may have taken it nevertheless` : what;
  return { reason, status: null, retry: true, ambiguous };
}

/** Retry-After in milliseconds: seconds, or a date. */
export function retryAfter(headers: Headers, now: Date): number | undefined {
  const value = headers.get("retry-after")?.trim();
  if (!value) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : new Date(value).getTime() - now.getTime();
  return Number.isFinite(ms) && ms >= 0 ? ms : undefined;
}

export type Refusal = {
  method: "GET" | "POST";
  status: number;
  headers: Headers;
  errors: Open311Error[];
  isHtml: boolean;
  now: Date;
};

const permanentCodes: ReadonlySet<number> = new Set([400, 401, 403, 404, 410, 422]);
const temporary = (status: number): boolean => status >= 500 || [408, 425, 429].includes(status);

function knownToIt(refusal: Refusal): boolean {
  return (
    refusal.method === "POST" &&
    refusal.errors.some((e) => /\b(?:is a duplicate|already exists)\b/i.test(e.description))
  );
}

function withoutStatus(errors: readonly Open311Error[], status: number): Open311Error[] {
  return errors.map((error) => (error.code === String(status) ? { ...error, code: "" } : error));
}

/** A 2xx answer that is an error document: its own code decides; without one it may be worth another try. */
function errorInside(refusal: Refusal): Fault {
  const [first] = refusal.errors;
  const code = Number(first?.code);
  const fault = { reason: `The back end answered: ${errorsAsText(refusal.errors)}`, status: refusal.status };
  return { ...fault, retry: !permanentCodes.has(code), ambiguous: false };
}

function redirected({ method, status }: Refusal): Fault {
  return {
    reason: `The back end answered ${status}: it has moved to another address; the connection's end point must be changed`,
    status,
    retry: false,
    // "See other" is what a server says that has taken the form.
    ambiguous: method === "POST" && status === 303,
  };
}

function blockedOrLost({ method, status, isHtml }: Refusal): Fault {
  const page = isHtml ? "with a web page instead of an Open311 error" : "without saying why";
  const blocked = status === 403 && isHtml ? "; probably something in front of the back end blocks us" : "";
  const isTemporary = temporary(status);
  return {
    reason: `The back end answered ${status} ${page}${blocked}`,
    status,
    retry: isTemporary || permanentCodes.has(status),
    // A gateway that ran out of patience does not know what became of the request behind it.
    ambiguous: method === "POST" && status === 504,
    ...(isTemporary ? {} : { retryAfterMs: edgePauseMs }),
  };
}

function refused(refusal: Refusal): Fault {
  const { status, errors } = refusal;
  if (status >= 300 && status < 400) return redirected(refusal);
  if (errors.length === 0) return blockedOrLost(refusal);
  return {
    reason: `The back end answered ${status}: ${errorsAsText(withoutStatus(errors, status))}`,
    status,
    retry: temporary(status),
    ambiguous: false,
  };
}

/**
 * What an answer that is no success means. Refused with a reason by 400, 401, 403, 404, 410 or 422: for good.
 * 408, 425, 429, 5xx: try later. A refusal that is no Open311 error comes from something in between: try later,
 * but not soon. "A duplicate" means that the back end has it: that is unclear, not failed.
 */
export function refusalFault(refusal: Refusal): Fault {
  const fault = refusal.status < 300 ? errorInside(refusal) : refused(refusal);
  const [first] = refusal.errors;
  if (first?.code) fault.code = first.code;
  const wait = retryAfter(refusal.headers, refusal.now);
  if (wait !== undefined && fault.retry) fault.retryAfterMs = wait;
  if (!knownToIt(refusal)) return fault;
  return {
    ...fault,
    retry: false,
    ambiguous: true,
    reason: `${fault.reason} (the back end seems to have it already)`,
  };
}

/** A 2xx answer nobody can make sense of. After a POST it may well mean that it was taken. */
export function unreadableFault(
  method: "GET" | "POST",
  status: number,
  expected: string,
  isHtml: boolean,
): Fault {
  const what = isHtml ? "with a web page" : "with something else or only a part";
  const reason = `The back end answered ${status}, but ${what} instead of ${expected}`;
  return { reason, status, retry: true, ambiguous: method === "POST" };
}
