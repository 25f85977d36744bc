import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createClosedSystem } from "@/jobs/shim/closed-system";
import type { ShimConfig } from "@/jobs/shim/config";
import { Ledger } from "@/jobs/shim/ledger";
import { answer } from "@/jobs/shim/window";
import { createWork } from "@/jobs/shim/work";

export type Shim = {
  /** The Open311 end point. */
  url: string;
  /** Tries now what is unfinished, and fetches changes; both happen by themselves from time to time. */
  turn(): Promise<void>;
  close(): Promise<void>;
};

const largestPost = 30_000_000;

/**
 * Starts a shim: Open311 in, the closed system's own calls out. What was unfinished when it ended is gone on with.
 * @param complain told what went wrong behind the scenes
 * @throws Error when its file is not a ledger, or its port is taken
 */
export async function startShim(config: ShimConfig, complain: (message: string) => void): Promise<Shim> {
  const ledger = new Ledger(config.stateFile);
  const work = createWork(config, ledger, createClosedSystem(config.closedSystem));

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      complain(String(error));
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    if (!body) return void response.writeHead(413, { connection: "close" }).end();
    const url = new URL(request.url ?? "/", "http://shim.invalid");
    const asked = { method: request.method ?? "GET", url, headers: request.headers, body };
    const { status, written, headers = {} } = await answer(asked, config, ledger, work);
    if (!written) return void response.writeHead(status, headers).end();
    response.writeHead(status, { "content-type": written.contentType, ...headers }).end(written.body);
  }
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(config.port, config.host, resolve);
  });

  const going = new Set<Promise<unknown>>();
  const inBackground = (what: () => Promise<void>) => {
    const run = what().catch((error: unknown) =>
      complain(error instanceof Error ? error.message : String(error)),
    );
    going.add(run);
    void run.finally(() => going.delete(run));
  };
  const timers = [
    setInterval(() => inBackground(work.pushAll), config.retryMs),
    ...(config.closedSystem.changes ? [setInterval(() => inBackground(work.pull), config.pollMs)] : []),
  ];
  inBackground(work.pushAll);

  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${config.host}:${port}/v2`,
    async turn() {
      await Promise.all(going);
      await work.pushAll();
      await work.pull();
    },
    async close() {
      for (const timer of timers) clearInterval(timer);
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await Promise.all(going);
      await work.idle();
      await ledger.save();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).byteLength;
    if (size > largestPost) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
