// @ts-check
// One process of the built web part. Plain JavaScript, so that nothing stands between Node and Next's own files.
import { createServer } from "node:http";
import next from "next";
import { addressWithBlanks, plainAddress } from "./open311-address.mjs";

const port = Number(process.env.PORT || 3000);
const proxies = Number(process.env.TRUSTED_PROXIES || 0);
const app = next({ dev: false, port });
await app.prepare();
const handle = app.getRequestHandler();

const refusals = new Map([
  ["HPE_HEADER_OVERFLOW", "431 Request Header Fields Too Large"],
  ["HPE_CHUNK_EXTENSIONS_OVERFLOW", "413 Payload Too Large"],
  ["ERR_HTTP_REQUEST_TIMEOUT", "408 Request Timeout"],
]);

const server = createServer((request, response) => {
  // Next believes a client's own X-Forwarded-For. Where no proxy of ours stands before us, nobody else may say who calls.
  if (proxies === 0) {
    delete request.headers.forwarded;
    request.headers["x-forwarded-for"] = request.socket.remoteAddress ?? "";
  }
  request.url = plainAddress(request.url ?? "/");
  void handle(request, response);
});
// What cannot even be parsed is refused as Node does by itself, but for addresses whose blanks we can read.
server.on("clientError", (error, socket) => {
  const fault = /** @type {NodeJS.ErrnoException & { rawPacket?: Buffer }} */ (error);
  if (!socket.writable || fault.code === "ECONNRESET") return void socket.destroy();
  const address = addressWithBlanks(fault.rawPacket);
  const line = address ? `301 Moved Permanently\r\nLocation: ${address}` : refusals.get(fault.code ?? "");
  socket.end(`HTTP/1.1 ${line ?? "400 Bad Request"}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
});
server.on("upgrade", app.getUpgradeHandler());
server.listen(port);

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    // What is being answered is answered; idle connections are not waited for.
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    setTimeout(() => process.exit(0), 8_000).unref();
  });
}
