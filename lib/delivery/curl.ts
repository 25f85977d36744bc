import type { Exchange } from "@/lib/open311/wire";

const quoted = (text: string): string => `'${text.replace(/'/g, "'\\''")}'`;

/** A recorded call as a command for a shell; null for what is no call over HTTP. What was blanked stays blanked. */
export function curlOf({
  method,
  url,
  requestHeaders,
  requestBody,
}: Pick<Exchange, "method" | "url" | "requestHeaders" | "requestBody">): string | null {
  if (method !== "GET" && method !== "POST") return null;
  const lines = [
    `curl -X ${method} ${quoted(url)}`,
    ...Object.entries(requestHeaders).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(requestBody === null ? [] : [`--data-raw ${quoted(requestBody)}`]),
  ];
  return lines.join(" \\\n  ");
}
