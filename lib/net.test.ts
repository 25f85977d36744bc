import { createServer, type Server } from "node:http";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { provideEnv } from "@/lib/env";
import { checkAddress, guardedFetch } from "@/lib/net";

let server: Server;
let base = "";
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === "/stall") return; // never answers
    if (request.url === "/drop") return void request.socket.destroy();
    if (request.url === "/away")
      return void response.writeHead(302, { location: "http://169.254.169.254/" }).end();
    const encoding = /^\/(gzip|deflate|br)$/.exec(request.url ?? "")?.[1];
    if (encoding) {
      const pack = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync }[encoding];
      return void response.setHeader("content-encoding", encoding).end(pack?.("y".repeat(2_000)));
    }
    if (request.url === "/broken-gzip")
      return void response.setHeader("content-encoding", "gzip").end("not at all");
    response.end("x".repeat(2_000));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  base = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const get = (url: string, limits: { timeoutMs?: number; maxBytes?: number } = {}) =>
  guardedFetch(url, { method: "GET", timeoutMs: 2_000, maxBytes: 10_000, ...limits });

test.each([
  "http://127.0.0.1/",
  "http://localhost/",
  "http://[::1]/",
  "http://[::ffff:127.0.0.1]/",
  "http://10.1.2.3/",
  "http://192.168.1.1/",
  "http://169.254.169.254/latest/meta-data",
  "http://172.20.0.1/",
  "http://100.64.1.1/",
  "http://0.0.0.0/",
  "http://2130706433/",
  "http://0x7f.1/",
  "http://[fd00::1]/",
])("a private address is refused before anything leaves: %s", async (url) => {
  provideEnv({ PRIVATE_HOSTS: "" });
  await expect(get(url)).rejects.toMatchObject({
    phase: "connect",
    message: expect.stringContaining("private address"),
  });
});

test("other protocols are not called", async () => {
  await expect(get("file:///etc/passwd")).rejects.toMatchObject({ phase: "connect" });
});

test("a private host is called when PRIVATE_HOSTS names it, or its network", async () => {
  for (const allowed of ["127.0.0.1", "127.0.0.0/8"]) {
    provideEnv({ PRIVATE_HOSTS: allowed });
    expect((await get(`${base}/`)).body).toHaveLength(2_000);
  }
});

test("what certainly never left is told from what may have arrived", async () => {
  provideEnv({ PRIVATE_HOSTS: "127.0.0.1" });
  const gone = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => gone.once("listening", resolve));
  const { port } = gone.address() as { port: number };
  await new Promise((resolve) => gone.close(resolve));
  await expect(get(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ phase: "connect" });
  await expect(get("http://127.0.0.1:1/")).rejects.toMatchObject({ phase: "connect" });
  await expect(get(`${base}/drop`)).rejects.toMatchObject({ phase: "sent" });
  await expect(get(`${base}/stall`, { timeoutMs: 200 })).rejects.toMatchObject({
    phase: "sent",
    message: expect.stringContaining("No answer within"),
  });
});

test("an answer that is too large is refused, and a redirect is not followed", async () => {
  provideEnv({ PRIVATE_HOSTS: "127.0.0.1" });
  await expect(get(`${base}/`, { maxBytes: 1_000 })).rejects.toThrow("larger than 1000 bytes");
  expect((await get(`${base}/away`)).status).toBe(302);
});

test("a compressed answer is unpacked, its limit is for what comes out, and a broken one is told as such", async () => {
  provideEnv({ PRIVATE_HOSTS: "127.0.0.1" });
  for (const encoding of ["gzip", "deflate", "br"]) {
    expect(Buffer.from((await get(`${base}/${encoding}`)).body).toString()).toBe("y".repeat(2_000));
  }
  await expect(get(`${base}/gzip`, { maxBytes: 1_000 })).rejects.toThrow("larger than 1000 bytes");
  await expect(get(`${base}/broken-gzip`)).rejects.toMatchObject({
    phase: "sent",
    cause: { code: "Z_DATA_ERROR" },
  });
});

test("whether an address may be called can be asked without calling it", async () => {
  provideEnv({ PRIVATE_HOSTS: "127.0.0.1" });
  expect(await checkAddress("http://127.0.0.1:1/never/called")).toEqual(["127.0.0.1"]);
  for (const closed of ["http://10.1.2.3/", "http://[::ffff:10.1.2.3]/", "ftp://alderwick.example/"])
    await expect(checkAddress(closed)).rejects.toMatchObject({ name: "OutboundRefused" });
  await expect(checkAddress("http://nobody.invalid/")).rejects.toThrow();
});
