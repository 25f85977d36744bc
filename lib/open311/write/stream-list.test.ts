import { expect, test } from "vitest";
import { inOnePiece, streamList } from "@/lib/open311/write/stream-list";
import { type WireValue, writeDocument } from "@/lib/open311/write/wire-tree";

const names = { root: "service_requests", item: "request" };
const row = (id: string): WireValue => ({ fields: { service_request_id: id, description: "A & B" } });

async function* batches(...sizes: number[]): AsyncGenerator<WireValue[]> {
  let last = 0;
  for (const size of sizes) yield Array.from({ length: size }, () => row(String(++last)));
}

test.each([[[]], [[0]], [[1]], [[2, 0, 3]], [[0, 2]]])(
  "a list in batches of %j has the bytes of the same list written at once",
  async (sizes) => {
    const items = Array.from({ length: sizes.reduce((sum, n) => sum + n, 0) }, (_, n) => row(String(n + 1)));
    for (const format of ["xml", "json"] as const) {
      const whole = writeDocument(names.root, { list: names.item, items }, format);
      expect(await inOnePiece(await streamList(names, batches(...sizes), format))).toEqual(whole);
    }
    const wrapped = await streamList(names, batches(...sizes), "json", { wrapped: true });
    const bare = writeDocument(names.root, { list: names.item, items }, "json").body;
    expect((await inOnePiece(wrapped)).body).toBe(`{"service_requests":${bare}}`);
  },
);

test("once the client has gone nothing more is read", async () => {
  let read = 0;
  let ended = false;
  async function* endless() {
    try {
      for (;;) {
        read += 1;
        yield [row("1")];
      }
    } finally {
      ended = true;
    }
  }
  const { body } = await streamList(names, endless(), "json");
  let taken = 0;
  for await (const _ of body) if (++taken === 2) break;
  expect(ended).toBe(true);
  expect(read).toBe(2);
});

test("a fault in the first batch is thrown, one in a later batch cuts the answer off", async () => {
  async function* failing(after: number) {
    for (let n = 0; n < after; n++) yield [row("1")];
    throw new Error("The database has gone");
  }
  await expect(streamList(names, failing(0), "xml")).rejects.toThrow("has gone");
  await expect(inOnePiece(await streamList(names, failing(1), "xml"))).rejects.toThrow("has gone");
});
