import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { webhookDriver } from "@/lib/delivery/drivers/webhook";
import { makeParcel } from "@/lib/testing/parcel";

let server: Server;
let url = "";
let answer: (request: IncomingMessage, body: string, response: ServerResponse) => void;
beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    answer(request, body, response);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  url = `http://127.0.0.1:${(server.address() as { port: number }).port}/hook`;
});
afterAll(() => server.close());

const settings = () => ({
  url,
  secret: "s3cret",
  headers: { "x-team": "roads" },
  referencePath: "job.number",
});

test("the report goes as signed JSON, and the reference is read from where it stands in the answer", async () => {
  let seen: { signature: unknown; team: unknown; key: unknown; body: string } | undefined;
  answer = ({ headers }, body, response) => {
    seen = {
      signature: headers["x-mendline-signature"],
      team: headers["x-team"],
      key: headers["idempotency-key"],
      body,
    };
    response.end(JSON.stringify({ job: { number: 4711 } }));
  };
  expect(await webhookDriver.send(makeParcel(), settings())).toMatchObject({
    kind: "sent",
    externalId: "4711",
  });
  expect(seen?.signature).toBe(
    `sha256=${createHmac("sha256", "s3cret")
      .update(seen?.body ?? "")
      .digest("hex")}`,
  );
  expect(seen).toMatchObject({ team: "roads", key: "7045" });
  expect(JSON.parse(seen?.body ?? "")).toMatchObject({
    report: { id: 7045, title: "Kerb up" },
    reporter: { email: "ines@mail.example" },
  });
});

test("what is kept of it holds neither the secret nor the reporter", async () => {
  answer = (_, __, response) => response.end("{}");
  const { exchanges } = await webhookDriver.send(makeParcel(), settings());
  expect(JSON.stringify(exchanges)).not.toMatch(/s3cret|ines@mail|Okafor/);
});

test.each([
  [500, true],
  [429, true],
  [400, false],
  [403, false],
])("an answer of %i is a failure; worth another try soon: %s", async (status, retry) => {
  answer = (_, __, response) => response.writeHead(status).end();
  expect(await webhookDriver.send(makeParcel(), settings())).toMatchObject({
    kind: "failed",
    retry,
    ambiguous: false,
  });
});

test("an answer without the reference is still an acceptance", async () => {
  answer = (_, __, response) => response.end("thanks");
  expect(await webhookDriver.send(makeParcel(), settings())).toMatchObject({
    kind: "sent",
    externalId: null,
  });
});

test("a connection that is cut after the request left is ambiguous; one that never came about is not", async () => {
  answer = (request) => request.socket.destroy();
  expect(await webhookDriver.send(makeParcel(), settings())).toMatchObject({
    kind: "failed",
    ambiguous: true,
  });
  expect(await webhookDriver.send(makeParcel(), { ...settings(), url: "http://127.0.0.1:1/" })).toMatchObject(
    { kind: "failed", ambiguous: false },
  );
});
