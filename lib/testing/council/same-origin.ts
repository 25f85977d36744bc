import type { IncomingMessage } from "node:http";

/** One call to the page or the control path. */
export type DeskCall = {
  request: IncomingMessage;
  url: URL;
  headers: Record<string, string>;
  readBody: () => Promise<Uint8Array>;
};

/**
 * Could this have been sent by another site's page? Browsers name the page a form comes from in `Origin`; programs
 * send neither that nor `Sec-Fetch-Site` and are let through.
 */
export function isFromElsewhere({ headers }: DeskCall): boolean {
  const { origin, host } = headers;
  if (origin !== undefined) return !URL.canParse(origin) || new URL(origin).host !== host;
  const site = headers["sec-fetch-site"];
  return site !== undefined && site !== "same-origin" && site !== "none";
}

/** From this machine, and addressed by a name only this machine uses (so not through a rebound DNS name). */
export function isFromLoopback({ request, headers }: DeskCall): boolean {
  const address = request.socket.remoteAddress ?? "";
  const name = (headers.host ?? "").replace(/:\d+$/, "");
  const near = address === "::1" || /^(::ffff:)?127\./.test(address);
  return near && (name === "localhost" || name === "[::1]" || name.startsWith("127."));
}
