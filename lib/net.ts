import { lookup as dnsLookup } from "node:dns";
import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { pipeline, type Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { Agent, request } from "undici";
import { env } from "@/lib/env";

/** Addresses that no back end has a business at: this machine, private networks, link-local, multicast, reserved. */
const closed = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  closed.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  ["::", 127],
  ["64:ff9b::", 96],
  ["100::", 64],
  ["2001:db8::", 32],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  closed.addSubnet(net, bits, "ipv6");

/** A call that was refused before anything left this machine. */
export class OutboundRefused extends Error {
  override readonly name = "OutboundRefused";
  readonly phase = "connect";
}

/** There was more than was asked for; the rest was not read. The cause of what `guardedFetch` throws. */
export class AnswerTooLarge extends Error {
  override readonly name = "AnswerTooLarge";
}

/** True when `PRIVATE_HOSTS` names this host or a network that holds this address. */
function isAllowed(host: string, address: string): boolean {
  return env.PRIVATE_HOSTS.some((entry) => {
    if (entry.toLowerCase() === host.toLowerCase() || entry === address) return true;
    const [net = "", bits] = entry.split("/");
    if (bits === undefined || isIP(net) === 0 || isIP(net) !== isIP(address)) return false;
    const list = new BlockList();
    list.addSubnet(net, Number(bits), isIP(net) === 6 ? "ipv6" : "ipv4");
    return list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
  });
}

/** An IPv4 address in IPv6 clothes is judged as what it is. */
const unmapped = (address: string) => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");

function assertOpen(host: string, address: string, privateHosts = true): void {
  const plain = unmapped(address);
  if (!closed.check(plain, isIP(plain) === 6 ? "ipv6" : "ipv4")) return;
  if (privateHosts && isAllowed(host, plain)) return;
  throw new OutboundRefused(
    `${host} is a private address (${plain}). If it is meant, add it to PRIVATE_HOSTS.`,
  );
}

/** Checked where the name is resolved, so that the address that was checked is the one that is called. */
const makeAgent = (privateHosts: boolean): Agent =>
  new Agent({
    keepAliveTimeout: 30_000,
    connect: {
      timeout: 20_000,
      lookup(host, options, done) {
        dnsLookup(host, { ...options, all: true }, (error, addresses) => {
          if (error) return done(error, "", 0);
          try {
            for (const { address } of addresses) assertOpen(host, address, privateHosts);
          } catch (refused) {
            return done(refused as Error, "", 0);
          }
          const [first] = addresses;
          if (options.all) done(null, addresses as never);
          else if (first) done(null, first.address, first.family);
        });
      },
    },
    // Time-outs are the caller's, per call: councils' systems may take minutes.
    headersTimeout: 0,
    bodyTimeout: 0,
  });

/** Two, so that no connection that one call may use is left open for another that may not. */
const agents = { named: makeAgent(true), open: makeAgent(false) };

/**
 * Whether a call to this address would be let out: resolves its name and calls nothing.
 * @returns the addresses it has
 * @throws OutboundRefused when it may not be called, Error when its name is not known
 */
export async function checkAddress(url: string): Promise<string[]> {
  const { protocol, hostname } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:") throw new OutboundRefused(`${protocol} is not called`);
  const host = hostname.replace(/^\[|\]$/g, "");
  const found = isIP(host) ? [{ address: host }] : await lookup(host, { all: true });
  for (const { address } of found) assertOpen(host, address);
  return found.map(({ address }) => address);
}

export type GuardedInit = {
  method: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  timeoutMs: number;
  maxBytes: number;
  signal?: AbortSignal;
  /** False: not even those that `PRIVATE_HOSTS` names, as the address is a stranger's and not a back end's. */
  privateHosts?: boolean;
};
export type GuardedResponse = { status: number; headers: Headers; body: Uint8Array };

/**
 * The only way out of this process over HTTP. Follows no redirect, answers the whole body up to `maxBytes`.
 * @throws Error with `phase: "connect"` when certainly nothing was sent, else `phase: "sent"`
 */
export async function guardedFetch(url: string, init: GuardedInit): Promise<GuardedResponse> {
  const target = new URL(url);
  if (target.protocol !== "http:" && target.protocol !== "https:")
    throw new OutboundRefused(`${target.protocol} is not called`);
  const literal = target.hostname.replace(/^\[|\]$/g, "");
  const { privateHosts = true } = init;
  if (isIP(literal)) assertOpen(literal, literal, privateHosts);
  // Cleared when the answer is there: time-outs of minutes, thousands of them, are not to lie about.
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new DOMException("The time is over", "TimeoutError")),
    init.timeoutMs,
  );
  try {
    // Not fetch: for small calls that costs three times as much.
    const response = await request(target, {
      method: init.method as "GET",
      dispatcher: privateHosts ? agents.named : agents.open,
      signal: init.signal ? AbortSignal.any([init.signal, late.signal]) : late.signal,
      headers: { "accept-encoding": "gzip, deflate, br", ...init.headers },
      ...(init.body !== undefined && { body: init.body }),
    });
    const headers = headersOf(response.headers);
    const body = unpacked(response.body, headers.get("content-encoding"));
    return { status: response.statusCode, headers, body: await readUpTo(body, init.maxBytes) };
  } catch (error) {
    throw withPhase(
      error,
      late.signal.aborted ? `No answer within ${Math.round(init.timeoutMs / 1000)} seconds` : undefined,
    );
  } finally {
    clearTimeout(timer);
  }
}

function headersOf(raw: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(raw)) {
    for (const value of [values ?? []].flat()) headers.append(name, value);
  }
  return headers;
}

const unpackers: Record<string, () => Transform> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** The answer as it was before it was compressed; one that nobody asked for in that way is left as it is. */
function unpacked(body: Readable, encoding: string | null): Readable {
  const unpack = unpackers[encoding?.trim().toLowerCase() ?? ""];
  // What breaks in between, breaks what is read from it.
  return unpack ? pipeline(body, unpack(), () => {}) : body;
}

async function readUpTo(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new AnswerTooLarge(`The answer is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const NOTHING_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

function withPhase(error: unknown, message?: string): Error & { phase: "connect" | "sent" } {
  const cause = (error as { cause?: unknown }).cause ?? error;
  const code = (cause as { code?: string }).code ?? "";
  const refused = cause instanceof OutboundRefused;
  const told = message ?? (cause instanceof Error ? cause.message || code : String(cause));
  return Object.assign(new Error(told, { cause }), {
    phase: refused || NOTHING_SENT.has(code) ? ("connect" as const) : ("sent" as const),
  });
}
