import type { IncomingMessage, ServerResponse } from "node:http";
import { Refusal } from "@/lib/testing/council/refusal";

/** What is sent back. */
export type Answer = {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array;
};

export function sendAnswer(response: ServerResponse, answer: Answer): void {
  const body = typeof answer.body === "string" ? Buffer.from(answer.body, "utf8") : answer.body;
  response.writeHead(answer.status, { ...answer.headers, "content-length": String(body.byteLength) });
  response.end(body);
}

export function jsonAnswer(status: number, value: unknown): Answer {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
    body: JSON.stringify(value),
  };
}

export function redirectTo(location: string): Answer {
  return { status: 303, headers: { location }, body: "" };
}

/**
 * Reads a request body whole.
 * @throws Refusal 413 above `limit` bytes; the rest is let run into nothing so that the answer can be read.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  const tooLarge = new Refusal(413, `The body is larger than ${limit} bytes.`);
  if (Number(request.headers["content-length"] ?? 0) > limit) {
    request.resume();
    throw tooLarge;
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else {
        chunks.length = 0;
        reject(tooLarge);
      }
    });
    request.on("end", () => resolve(Buffer.concat(chunks)));
    request.on("error", reject);
  });
}

/** Headers as plain strings; a repeated one is joined as HTTP says. */
export function plainHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}
