import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { mock } from "node:test";
import { provideEnv } from "@/lib/env";

// One of two sites, in a process of its own (start-site.ts): answers its Open311 server over HTTP, and does what it is told over IPC.
// Its clock stands still but for `later`, so that what happens in a test's moments is minutes apart, as with people.

const port = await new Promise<number>((resolve) => {
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
});
provideEnv({ SITE_URL: `http://127.0.0.1:${port}` });
mock.timers.enable({ apis: ["Date"], now: Date.now() });

const { answerCall } = await import("@/app/open311/v2/[...path]/answer-call");
const { commands } = await import("@/lib/testing/two-sites/commands");

/** Whoever asks without a key is told what anybody is told. */
let ignoresKeysOfReaders = false;

async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const url = new URL(incoming.url ?? "/", `http://127.0.0.1:${port}`);
  const { method = "GET" } = incoming;
  if (ignoresKeysOfReaders && method === "GET") url.searchParams.delete("api_key");
  const headers = new Headers(incoming.headers as Record<string, string>);
  const body = method === "GET" ? null : Buffer.concat(chunks);
  const response = await answerCall(new Request(url, { method, headers, body }));
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

type Asked = { id: number; name: string; input: unknown };

async function obey({ id, name, input }: Asked): Promise<void> {
  try {
    process.send?.({ id, answer: (await does(name, input)) ?? null });
  } catch (error) {
    process.send?.({ id, error: (error as Error).stack });
  }
}

async function does(name: string, input: unknown): Promise<unknown> {
  if (name === "later") return mock.timers.tick(input as number);
  if (name === "ignoreKeysOfReaders") {
    ignoresKeysOfReaders = input === true;
    return null;
  }
  const command = (commands as Record<string, (given: never) => Promise<unknown>>)[name];
  if (!command) throw new Error(`Nobody knows “${name}”.`);
  return command(input as never);
}

process.on("message", (asked: Asked) => void obey(asked));
process.on("disconnect", () => process.exit(0));
process.send?.({ ready: `http://127.0.0.1:${port}` });
