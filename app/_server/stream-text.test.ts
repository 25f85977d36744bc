import { expect, test } from "vitest";
import { streamText } from "@/app/_server/stream-text";

function counted(pieces: readonly string[]) {
  const seen = { made: 0, ended: false };
  async function* make() {
    try {
      for (const piece of pieces) {
        seen.made += 1;
        yield piece;
      }
    } finally {
      seen.ended = true;
    }
  }
  return { seen, stream: streamText(make()) };
}

test("all pieces arrive in order, as UTF-8", async () => {
  const { stream } = counted(["Straße ", "łódź", ""]);
  expect(await new Response(stream).text()).toBe("Straße łódź");
});

test("nothing is made before somebody reads, and no more than was read", async () => {
  const { seen, stream } = counted(["a", "b", "c"]);
  expect(seen.made).toBe(0);
  const reader = stream.getReader();
  await reader.read();
  expect(seen.made).toBe(1);
});

test("whoever stops reading stops the making", async () => {
  const { seen, stream } = counted(["a", "b", "c"]);
  const reader = stream.getReader();
  await reader.read();
  await reader.cancel();
  expect(seen).toEqual({ made: 1, ended: true });
});

test("a fault half way breaks the answer off instead of ending it", async () => {
  async function* broken() {
    yield "a";
    throw new Error("the database went away");
  }
  await expect(new Response(streamText(broken())).text()).rejects.toThrow("went away");
});
