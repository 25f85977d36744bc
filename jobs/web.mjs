// @ts-check
// One process of the built web part. Plain JavaScript, so that nothing stands between Node and Next's own files.
import { createServer } from "node:http";
import next from "next";

const port = Number(process.env.PORT || 3000);
const proxies = Number(process.env.TRUSTED_PROXIES || 0);
const app = next({ dev: false, port });
await app.prepare();
const handle = app.getRequestHandler();

const server = createServer((request, response) => {
  // Next believes a client's own X-Forwarded-For. Where no proxy of ours stands before us, nobody else may say who calls.
  if (proxies === 0) {
    delete request.headers.forwarded;
    request.headers["x-forwarded-for"] = request.socket.remoteAddress ?? "";
  }
  void handle(request, response);
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
