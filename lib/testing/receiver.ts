import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A call that a receiver got, as it came. */
export type ReceivedCall = { path: string; headers: IncomingHttpHeaders; body: string };

/** What it answers: a status, or nothing; `cut` reads the call and hangs up. */
export type ReceiverAnswer =
  | { status: number; headers?: Record<string, string>; text?: string }
  | "stall"
  | "cut";

export type Receiver = {
  readonly url: string;
  /** Every call, oldest first. */
  readonly calls: ReceivedCall[];
  /** From now on it answers so; a function decides call by call. */
  answer(with_: ReceiverAnswer | ((call: ReceivedCall) => ReceiverAnswer)): void;
  close(): Promise<void>;
};

/** A small HTTP server that webhooks can call: it remembers what it got, and refuses, stalls or hangs up when it is told to. */
export async function openReceiver(): Promise<Receiver> {
  const calls: ReceivedCall[] = [];
  let answering: (call: ReceivedCall) => ReceiverAnswer = () => ({ status: 204 });
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString("utf8");
    const call = { path: request.url ?? "", headers: request.headers, body };
    calls.push(call);
    reply(response, answering(call));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    calls,
    answer: (given) => {
      answering = typeof given === "function" ? given : () => given;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function reply(response: ServerResponse, answer: ReceiverAnswer): void {
  if (answer === "cut") response.destroy();
  if (typeof answer === "string") return;
  response.writeHead(answer.status, answer.headers).end(answer.text);
}
