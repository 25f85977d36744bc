/** One call over the wire, as text, for the record of an attempt. Bodies that are no text are described. */
export type Exchange = {
  method: string;
  url: string;
  requestHeaders: Record<string, string>;
  requestBody: string | null;
  /** Null when no answer came. */
  status: number | null;
  responseHeaders: Record<string, string>;
  responseBody: string | null;
  startedAt: Date;
  durationMs: number;
};

export type HttpRequest = {
  method: "GET" | "POST";
  headers: Record<string, string>;
  body?: string | Uint8Array;
  /** For the whole call, to the last byte of the answer. */
  timeoutMs: number;
  /** An answer that is longer must be refused, not cut. */
  maxBytes: number;
  signal?: AbortSignal;
};

export type HttpResponse = { status: number; headers: Headers; body: Uint8Array };

/**
 * The guarded fetch that the caller injects: it decides which hosts may be called, and follows no redirects
 * (the client does, one guarded call at a time). It throws when there is no whole answer; an error with
 * `phase: "connect"` says that for certain nothing left the machine, everything else is taken for "sent".
 * The message of one named `OutboundRefused` (the address may not be called) is shown to staff.
 */
export type Http = (url: string, init: HttpRequest) => Promise<HttpResponse>;
