import { translator } from "@/lib/messages";
import { AnswerTooLarge, type GuardedResponse, guardedFetch, OutboundRefused } from "@/lib/net";
import { isHtml } from "@/lib/open311/read/document";
import { sniffPhoto } from "@/lib/photos/sniff";
import type { MediaClaim } from "@/lib/sync/media/claim-media";
import { imageInDataUri, isDataUri } from "@/lib/sync/media/data-uri";
import type { Fault } from "@/lib/sync/media/next-try";
import { userAgent } from "@/lib/user-agent";

export type Download =
  | { kind: "picture"; bytes: Uint8Array }
  /** `hostDown`: it was the server, not the picture: others from there need not be asked for just now. */
  | { kind: "fault"; fault: Fault; hostDown: boolean };

export type DownloadLimits = { timeoutMs: number; maxBytes: number };
const usual: DownloadLimits = { timeoutMs: 20_000, maxBytes: 15_000_000 };

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const mostHops = 3;

/**
 * A picture's bytes: out of its `data:` URI, or fetched from its address, guarded as every call out is, each hop by itself. What it
 * is, its first bytes say; servers' labels are not looked at. Hosts of private networks (`PRIVATE_HOSTS`) are back ends': only what one
 * of those spoke of is fetched there.
 */
export async function download(
  { url, connectionId }: Pick<MediaClaim, "url" | "connectionId">,
  limits: DownloadLimits = usual,
): Promise<Download> {
  const t = translator("media");
  if (isDataUri(url)) {
    const bytes = imageInDataUri(url);
    return bytes ? judged(bytes, limits) : fault("never", t("noImageData"));
  }
  if (!URL.canParse(url)) return fault("never", t("notAPicture"));
  let address = url;
  for (let hop = 0; ; hop++) {
    const answer = await call(address, connectionId !== null, limits);
    if ("kind" in answer) return answer;
    const next = nextHop(address, answer);
    if (next === null) return judgedAnswer(answer, limits);
    if (hop === mostHops) return fault("later", t("redirects"));
    address = next;
  }
}

async function call(
  address: string,
  privateHosts: boolean,
  limits: DownloadLimits,
): Promise<GuardedResponse | Download> {
  const headers = { accept: "image/*, */*;q=0.1", "user-agent": userAgent() };
  try {
    return await guardedFetch(address, { method: "GET", headers, privateHosts, ...limits });
  } catch (error) {
    const { message, cause } = error as Error;
    if (cause instanceof AnswerTooLarge) return tooLarge(limits);
    // Of a host that is a back end's nobody else's address is to say that it is down.
    if (error instanceof OutboundRefused || cause instanceof OutboundRefused)
      return fault(privateHosts ? "later" : "never", translator("media")("refused", { reason: message }));
    return fault("later", translator("media")("refused", { reason: message }), { hostDown: true });
  }
}

function nextHop(from: string, { status, headers }: GuardedResponse): string | null {
  const location = headers.get("location");
  if (!redirects.has(status) || location === null || !URL.canParse(location, from)) return null;
  return new URL(location, from).href;
}

function judgedAnswer({ status, headers, body }: GuardedResponse, limits: DownloadLimits): Download {
  if (status >= 200 && status < 300) return judged(body, limits);
  const reason = translator("media")("status", { status: String(status) });
  if (status === 404 || status === 410) return fault("rarely", reason);
  const retryAfterMs = retryAfter(headers.get("retry-after"));
  return fault("later", reason, { retryAfterMs, hostDown: status === 429 || status === 503 });
}

function judged(bytes: Uint8Array, limits: DownloadLimits): Download {
  const t = translator("media");
  if (bytes.byteLength > limits.maxBytes) return tooLarge(limits);
  const kind = sniffPhoto(bytes);
  if (kind === "drawing" || kind === "document" || kind === "heic") return fault("never", t(kind));
  if (kind !== "unknown") return { kind: "picture", bytes };
  const start = Buffer.from(bytes.subarray(0, 2000)).toString("latin1").trimStart();
  return fault("never", t(isHtml(start) ? "webPage" : "notAPicture"));
}

const tooLarge = ({ maxBytes }: DownloadLimits): Download =>
  fault("never", translator("media")("tooLarge", { megabytes: String(maxBytes / 1_000_000) }));

/** Seconds, or a date (RFC 9110); milliseconds from now. */
function retryAfter(value: string | null): number | undefined {
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : new Date(value).getTime() - Date.now();
  return ms > 0 ? ms : undefined;
}

const fault = (
  again: Fault["again"],
  reason: string,
  { hostDown = false, retryAfterMs }: { hostDown?: boolean; retryAfterMs?: number | undefined } = {},
): Download => ({ kind: "fault", fault: { again, reason, retryAfterMs }, hostDown });
