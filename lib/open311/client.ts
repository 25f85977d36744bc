import { type Answer, type CallOptions, createCaller } from "@/lib/open311/call";
import { formatDate } from "@/lib/open311/dates";
import type {
  Discovery,
  RequestUpdate,
  Service,
  ServiceAttribute,
  ServiceDefinition,
  ServiceRequest,
} from "@/lib/open311/documents";
import { refusalFault, unreadableFault } from "@/lib/open311/faults";
import type { PostForm } from "@/lib/open311/form-parts";
import { readDiscovery } from "@/lib/open311/read/discovery";
import type { Rows, Skipped } from "@/lib/open311/read/document";
import { readErrors } from "@/lib/open311/read/errors";
import { type ReadContext, readPostedRequest, readRequests } from "@/lib/open311/read/requests";
import { readDefinition, readServices } from "@/lib/open311/read/services";
import type { ParsedDocument } from "@/lib/open311/read/tree";
import { readPostedUpdate, readUpdates } from "@/lib/open311/read/updates";
import type { Failure, Result, Success } from "@/lib/open311/result";
import type { Open311Settings } from "@/lib/open311/settings";
import type { Http } from "@/lib/open311/wire";

/** What became of a posted request. `none`: a blackbox service, which never tells an id. */
export type Posted =
  | { kind: "id"; serviceRequestId: string; accountId?: string; notice?: string }
  | { kind: "token"; token: string }
  | { kind: "none" };
export type PostedUpdateAnswer = { kind: "id"; updateId: string } | { kind: "token"; token: string };

/** From and to, both inclusive. Peers treat windows loosely: check the rows again. */
export type Window = { start: Date; end: Date };

export type RequestFilter = {
  /** At most fifty a call. Overrides everything else at the peer. */
  ids?: readonly string[];
  serviceCodes?: readonly string[];
  statuses?: readonly string[];
  window?: Window;
  /** Parameters outside the standard, for peers known to take them. */
  extra?: Record<string, string>;
};

/** Why a row is skipped that a server tells although other ids were asked for. */
export const notAskedFor = "Not asked for";

const nothingFound = /\bno\b.*\b(?:requests?|updates?|reports?|results?|records?)\b/i;

function errorsOf(answer: Answer) {
  const errors = answer.document ? readErrors(answer.document) : [];
  const isPlain = answer.status >= 400 && !answer.document && !answer.isHtml && answer.text.length <= 500;
  if (errors.length > 0 || !isPlain || answer.text === "") return errors;
  return [{ code: "", description: answer.text.replace(/\s+/g, " ") }];
}

function succeed<T>(answer: Answer, value: T): Success<T> {
  return { ok: true, value, exchange: answer.exchange };
}

function refuse(answer: Answer, method: "GET" | "POST"): Failure {
  const { status, headers, isHtml } = answer;
  return answer.fail(
    refusalFault({ method, status, headers, isHtml, errors: errorsOf(answer), now: new Date() }),
  );
}

/** Turns an answer into a value, or into the failure it stands for. */
function interpret<T>(
  answer: Answer | Failure,
  method: "GET" | "POST",
  expected: string,
  read: (document: ParsedDocument) => T | undefined,
): Result<T> {
  if ("ok" in answer) return answer;
  if (answer.status < 200 || answer.status >= 300 || errorsOf(answer).length > 0)
    return refuse(answer, method);
  const value = answer.document && read(answer.document);
  if (value === undefined)
    return answer.fail(unreadableFault(method, answer.status, expected, answer.isHtml));
  return succeed(answer, value);
}

/** Some servers say "none" with 404. Only for lists, and only if the body says that nothing was found. */
function isEmptyList(answer: Answer | Failure): answer is Answer {
  return (
    !("ok" in answer) &&
    answer.status === 404 &&
    errorsOf(answer).some((e) => nothingFound.test(e.description))
  );
}

export type Open311Client = ReturnType<typeof createClient>;

/**
 * A client for one back end (GeoReport v2 and the service-request-updates extension). Its verbs make one call
 * each and answer a value: the back end's faults are never thrown. Exchanges in the results are redacted.
 */
export function createClient(settings: Open311Settings, http: Http, options: CallOptions = {}) {
  const perform = createCaller(settings, http, options);
  const context: ReadContext = { timezone: settings.timezone, endpoint: settings.endpoint };
  let detected: Promise<"xml" | "json"> | undefined;

  /** For `auto`: what the list of services can be read in. Asked once, and never by means of a POST. */
  async function detect(): Promise<"xml" | "json"> {
    for (const format of ["xml", "json"] as const) {
      const answer = await perform({ method: "GET", path: "services", format });
      if (interpret(answer, "GET", "", readServices).ok) return format;
    }
    detected = undefined; // nobody at home: ask again next time
    return "xml";
  }

  function format(): Promise<"xml" | "json"> {
    if (settings.format !== "auto") return Promise.resolve(settings.format);
    detected ??= detect();
    return detected;
  }

  const date = (value: Date) => formatDate(value, settings.dateStyle, settings.timezone);
  const windowQuery = (window: Window | undefined): [string, string][] =>
    window
      ? [
          ["start_date", date(window.start)],
          ["end_date", date(window.end)],
        ]
      : [];

  async function get(path: string, query: [string, string][] = [], keyInQuery = false) {
    return perform({ method: "GET", path, format: await format(), query, keyInQuery });
  }

  async function post(path: string, form: PostForm) {
    return perform({ method: "POST", path, format: await format(), form });
  }

  async function discovery(): Promise<Result<Discovery>> {
    return interpret(await get("discovery"), "GET", "a discovery document", readDiscovery);
  }

  /** The services; rows that cannot be used are in `skipped`. An empty list is an answer, not a failure. */
  async function services(): Promise<Result<Rows<Service>>> {
    return interpret(await get("services"), "GET", "a list of services", readServices);
  }

  /** The questions of one service. */
  async function definition(
    code: string,
  ): Promise<Result<ServiceDefinition & { skipped: Rows<ServiceAttribute>["skipped"] }>> {
    const answer = await get(`services/${encodeURIComponent(code)}`);
    return interpret(answer, "GET", "a service definition", (document) => readDefinition(document, code));
  }

  /** Posts a request. An answer with neither id nor token is only right for a `blackbox` service. */
  async function postRequest(form: PostForm, service: { blackbox: boolean }): Promise<Result<Posted>> {
    const answer = await post("requests", form);
    const isBareSuccess =
      !("ok" in answer) && answer.text === "" && answer.status >= 200 && answer.status < 300;
    if (service.blackbox && isBareSuccess) return succeed(answer, { kind: "none" });
    return interpret(answer, "POST", "the id of the request", (document): Posted | undefined => {
      const posted = readPostedRequest(document);
      if (posted?.serviceRequestId) {
        const { serviceRequestId, accountId, serviceNotice: notice } = posted;
        return {
          kind: "id",
          serviceRequestId,
          ...(accountId ? { accountId } : {}),
          ...(notice ? { notice } : {}),
        };
      }
      if (posted?.token) return { kind: "token", token: posted.token };
      return posted && service.blackbox ? { kind: "none" } : undefined;
    });
  }

  async function tokenValue<T>(
    path: string,
    empty: T,
    read: (document: ParsedDocument) => T | undefined,
  ): Promise<Result<T>> {
    const answer = await get(path);
    // Not said by the standard; seen for "not yet": an empty id, an empty list, 404 and 500.
    if (!("ok" in answer) && (answer.status === 404 || answer.status === 500)) return succeed(answer, empty);
    return interpret(answer, "GET", "the answer to a token", read);
  }

  /** Asks once for the id behind a token; null = not yet. The loop (`tokenTries`, `tokenIntervalMs`) is the caller's. */
  function getToken(token: string): Promise<Result<{ serviceRequestId: string | null }>> {
    return tokenValue(`tokens/${encodeURIComponent(token)}`, { serviceRequestId: null }, (document) => {
      const posted = readPostedRequest(document);
      return posted && { serviceRequestId: posted.serviceRequestId ?? null };
    });
  }

  /** The same for an update that was answered with a token. */
  function getUpdateToken(token: string): Promise<Result<{ updateId: string | null }>> {
    return tokenValue(`update_tokens/${encodeURIComponent(token)}`, { updateId: null }, (document) => {
      const posted = readPostedUpdate(document);
      return posted && { updateId: posted.updateId ?? null };
    });
  }

  /** One request by the back end's id. Unknown, or not visible yet: a failure with status 404. */
  async function request(id: string): Promise<Result<ServiceRequest>> {
    const answer = await get(`requests/${encodeURIComponent(id)}`);
    return interpret(answer, "GET", "the request asked for", (document) =>
      readRequests(document, context)?.rows.find((row) => row.serviceRequestId === id),
    );
  }

  /** A list of requests. Asked by ids, rows with other ids are skipped: some servers ignore that filter. */
  async function requests(filter: RequestFilter): Promise<Result<Rows<ServiceRequest>>> {
    const answer = await get("requests", [
      ["service_request_id", (filter.ids ?? []).join(",")],
      ["service_code", (filter.serviceCodes ?? []).join(",")],
      ["status", (filter.statuses ?? []).join(",")],
      ...windowQuery(filter.window),
      ...Object.entries(filter.extra ?? {}),
    ]);
    if (isEmptyList(answer)) return succeed(answer, { rows: [], skipped: [] });
    return interpret(answer, "GET", "a list of requests", (document) => {
      const read = readRequests(document, context);
      if (!read || !filter.ids) return read;
      const asked = new Set(filter.ids);
      const strangers = read.rows.filter((row) => !asked.has(row.serviceRequestId));
      const skipped: Skipped[] = strangers.map((row) => ({ reason: notAskedFor, row }));
      return {
        rows: read.rows.filter((row) => asked.has(row.serviceRequestId)),
        skipped: [...read.skipped, ...skipped],
      };
    });
  }

  /** The updates of a window (extension); without one, whatever the peer gives. The key is always sent along. */
  async function updates(window?: Window): Promise<Result<Rows<RequestUpdate>>> {
    const answer = await get("servicerequestupdates", windowQuery(window), true);
    if (isEmptyList(answer)) return succeed(answer, { rows: [], skipped: [] });
    return interpret(answer, "GET", "a list of updates", (document) => readUpdates(document, context));
  }

  /** Posts an update (extension). The id is the back end's own for it: by it our update is known when it comes back. */
  async function postUpdate(form: PostForm): Promise<Result<PostedUpdateAnswer>> {
    const answer = await post("servicerequestupdates", form);
    return interpret(answer, "POST", "the id of the update", (document): PostedUpdateAnswer | undefined => {
      const posted = readPostedUpdate(document);
      if (posted?.updateId) return { kind: "id", updateId: posted.updateId };
      return posted?.token ? { kind: "token", token: posted.token } : undefined;
    });
  }

  return {
    discovery,
    services,
    definition,
    postRequest,
    getToken,
    getUpdateToken,
    request,
    requests,
    updates,
    postUpdate,
  };
}
