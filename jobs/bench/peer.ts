import { createServer } from "node:http";

// A back end for the bench, in a process of its own: `tsx jobs/bench/peer.ts MILLISECONDS`. Takes every posted request or update after
// that time and gives it an id. Prints its port; `GET /counts` tells what it took, how often twice, and how many at once at most.

const waitMs = Number(process.argv[2]);
const seen = new Set<string>();
const counts = { taken: 0, twice: 0, atOnce: 0, connections: 0 };
let now = 0;

const server = createServer((request, response) => {
  if (request.method === "GET") {
    response.setHeader("content-type", "application/json").end(JSON.stringify(counts));
    return;
  }
  counts.atOnce = Math.max(counts.atOnce, ++now);
  let body = "";
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.on("end", () => {
    const answer = () => {
      now--;
      const isUpdate = request.url?.includes("servicerequestupdates") === true;
      const own = isUpdate ? /\bupdate_id=(\d+)/ : /fixmystreet_id(?:%5D|\])=(\d+)/;
      const id = own.exec(body)?.[1] ?? body;
      counts.taken++;
      if (seen.has(id)) counts.twice++;
      seen.add(id);
      response.setHeader("content-type", "text/xml; charset=utf-8");
      const given = `B-${counts.taken}-${process.pid}`;
      const answered = isUpdate
        ? `<service_request_updates><request_update><update_id>${given}</update_id></request_update></service_request_updates>`
        : `<service_requests><request><service_request_id>${given}</service_request_id></request></service_requests>`;
      response.end(`<?xml version="1.0" encoding="utf-8"?>${answered}`);
    };
    if (waitMs > 0) setTimeout(answer, waitMs);
    else answer();
  });
});
server.on("connection", () => counts.connections++);
server.listen(0, "127.0.0.1", () => console.log((server.address() as { port: number }).port));
