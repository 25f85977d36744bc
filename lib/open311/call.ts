import { type EncodedBody, encodeBody } from "@/lib/open311/encode-body";
import { type Fault, isDecodingFault, networkFault } from "@/lib/open311/faults";
import type { PostForm } from "@/lib/open311/form-parts";
import { isHtml, parseDocument } from "@/lib/open311/read/document";
import { decodeBody } from "@/lib/open311/read/text";
import type { ParsedDocument } from "@/lib/open311/read/tree";
import { blanker, isBlanked, personalValues, redact } from "@/lib/open311/redact";
import type { Failure } from "@/lib/open311/result";
import type { Open311Settings } from "@/lib/open311/settings";
import type { Exchange, Http, HttpResponse } from "@/lib/open311/wire";

export type CallOptions = { userAgent?: string; signal?: AbortSignal };

export type Call = {
  method: "GET" | "POST";
  /** Below the end point, without suffix, its variable parts percent-encoded. */
  path: string;
  format: "xml" | "json";
  query?: readonly (readonly [string, string])[];
  form?: PostForm;
  /** Send the key in the query although it usually goes with forms (GET updates). */
  keyInQuery?: boolean;
};

/** A whole answer, parsed if it could be. `fail` turns what is known of a fault into a failure of this call. */
export type Answer = {
  status: number;
  headers: Headers;
  text: string;
  isHtml: boolean;
  document: ParsedDocument | undefined;
  exchange: Exchange;
  fail: (fault: Fault) => Failure;
};

const accepts = {
  xml: "text/xml, application/xml;q=0.9, */*;q=0.1",
  json: "application/json, */*;q=0.1",
} as const;

function addressOf(call: Call, settings: Open311Settings): string {
  const { apiKey, apiKeyIn, jurisdictionId } = settings;
  const query = new URLSearchParams();
  // Empty parameters confuse some servers, so nothing is ever sent empty.
  if (jurisdictionId && call.method === "GET") query.append("jurisdiction_id", jurisdictionId);
  const goes = apiKeyIn === "query" || (call.method === "GET" && apiKeyIn === "all");
  if (apiKey && (goes || (apiKeyIn === "form" && call.keyInQuery))) query.append("api_key", apiKey);
  for (const [name, value] of call.query ?? []) if (value !== "") query.append(name, value);
  const suffix = query.size > 0 ? `?${query}` : "";
  return `${settings.endpoint.replace(/\/+$/, "")}/${call.path}.${call.format}${suffix}`;
}

function bodyOf(form: PostForm, { apiKey, apiKeyIn, jurisdictionId }: Open311Settings): EncodedBody {
  const ours: [string, string][] = [];
  if (jurisdictionId) ours.push(["jurisdiction_id", jurisdictionId]);
  if (apiKey && (apiKeyIn === "form" || apiKeyIn === "all")) ours.push(["api_key", apiKey]);
  return encodeBody({ fields: [...ours, ...form.fields], files: form.files });
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const maxHops = 3;

function nextHop(from: string, response: HttpResponse): URL | undefined {
  const location = response.headers.get("location");
  if (!redirects.has(response.status) || !location) return undefined;
  if (!URL.canParse(location, from)) return undefined;
  const to = new URL(location, from);
  const fromHttps = from.startsWith("https:");
  return to.protocol === "https:" || (to.protocol === "http:" && !fromHttps) ? to : undefined;
}

function withoutKey({ authorization: _, ...rest }: Record<string, string>): Record<string, string> {
  return rest;
}

/**
 * Makes the function that performs one call: address, key, body, redirects (only of a GET: at most three, never
 * down from https, the bearer key only to the same host), and the record of it. It throws nothing.
 */
export function createCaller(settings: Open311Settings, http: Http, options: CallOptions) {
  const { timeoutMs, maxBytes, apiKey } = settings;
  const secrets = [apiKey, apiKey && encodeURIComponent(apiKey)];
  const renamed = new Set(
    Object.entries(settings.renameFields).flatMap(([ours, its]) => (isBlanked(ours) ? [its] : [])),
  );
  const isPersonal = (name: string): boolean => renamed.has(name) || isBlanked(name);

  function headersFor(call: Call, body: EncodedBody | null): Record<string, string> {
    const headers: Record<string, string> = {
      accept: accepts[call.format],
      "user-agent": options.userAgent ?? "Mendline",
    };
    if (body) headers["content-type"] = body.contentType;
    if (settings.acceptEncoding) headers["accept-encoding"] = settings.acceptEncoding;
    if (apiKey && settings.apiKeyIn === "bearer") headers.authorization = `Bearer ${apiKey}`;
    return headers;
  }

  async function send(url: string, call: Call, headers: Record<string, string>, body: EncodedBody | null) {
    const base = {
      method: call.method,
      timeoutMs,
      maxBytes,
      ...(options.signal ? { signal: options.signal } : {}),
    };
    const init = body ? { ...base, body: body.body } : base;
    try {
      return await http(url, { ...init, headers });
    } catch (error) {
      if (call.method !== "GET" || !isDecodingFault(error)) throw error;
      return await http(url, { ...init, headers: { ...headers, "accept-encoding": "identity" } });
    }
  }

  async function follow(
    call: Call,
    headers: Record<string, string>,
    body: EncodedBody | null,
  ): Promise<HttpResponse> {
    let url = addressOf(call, settings);
    let sendable = headers;
    for (let hop = 0; ; hop++) {
      const response = await send(url, call, sendable, body);
      const next = call.method === "GET" && hop < maxHops ? nextHop(url, response) : undefined;
      if (!next) return response;
      if (next.host !== new URL(url).host) sendable = withoutKey(sendable);
      url = next.href;
    }
  }

  return async function perform(call: Call): Promise<Answer | Failure> {
    const body = call.form ? bodyOf(call.form, settings) : null;
    const headers = headersFor(call, body);
    const startedAt = new Date();
    const started = performance.now();
    const hidden = [...secrets, ...personalValues(call.form?.fields ?? [], isPersonal)];
    const hide = blanker(hidden);

    function record(response: HttpResponse | null, text: string | null): Exchange {
      const exchange: Exchange = {
        method: call.method,
        url: addressOf(call, settings),
        requestHeaders: { ...headers },
        requestBody: body?.shown ?? null,
        status: response?.status ?? null,
        responseHeaders: response ? Object.fromEntries(response.headers) : {},
        responseBody: text,
        startedAt,
        durationMs: Math.round(performance.now() - started),
      };
      return redact(exchange, hidden, isPersonal);
    }

    const failWith =
      (exchange: Exchange) =>
      (fault: Fault): Failure => {
        return { ok: false, ...fault, reason: hide(fault.reason), exchange };
      };

    let response: HttpResponse;
    try {
      response = await follow(call, headers, body);
    } catch (error) {
      return failWith(record(null, null))(networkFault(error, call.method, timeoutMs));
    }
    const { status } = response;
    if (response.body.byteLength > maxBytes) {
      const reason = `The back end's answer is larger than ${maxBytes} bytes`;
      return failWith(record(response, null))({
        reason,
        status,
        retry: true,
        ambiguous: call.method === "POST",
      });
    }
    const text = decodeBody(response.body, response.headers.get("content-type"));
    const exchange = record(response, text);
    return {
      status,
      headers: response.headers,
      text,
      isHtml: isHtml(text),
      document: parseDocument(text),
      exchange,
      fail: failWith(exchange),
    };
  };
}
