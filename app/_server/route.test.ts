import { expect, test, vi } from "vitest";
import { z } from "zod";
import { route } from "@/app/_server/route";
import { conflict, invalid, notFound, tooMany } from "@/lib/errors";
import { log } from "@/lib/log";

const context = { params: Promise.resolve({ id: "7" }) };
const get = (path: string) => new Request(`https://mendline.test${path}`);
const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request("https://mendline.test/x", { method: "POST", body, headers });

test("what comes in is checked and typed, what goes out is JSON", async () => {
  const handler = route(
    {
      params: z.object({ id: z.coerce.number() }),
      query: z.object({ q: z.string(), tag: z.array(z.string()) }),
    },
    async ({ params, query }) => ({ next: params.id + 1, ...query }),
  );
  const response = await handler(get("/x?q=a&tag=1&tag=2"), context);
  expect(response.status).toBe(200);
  expect(response.headers.get("X-Request-Id")).toMatch(/^[\da-f-]{36}$/);
  expect(await response.json()).toEqual({ next: 8, q: "a", tag: ["1", "2"] });
});

test("a wrong query is refused with a fault per field", async () => {
  const response = await route({ query: z.object({ q: z.string("say what") }) }, async () => 1)(
    get("/x"),
    context,
  );
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ fields: { q: "say what" } });
});

test.each([
  [notFound("gone"), 404],
  [invalid("wrong", { a: "b" }), 400],
  [conflict("taken"), 409],
])("a refusal has its status: %s", async (error, status) => {
  const response = await route({}, () => Promise.reject(error))(get("/x"), context);
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({ message: error.message, fields: error.fields });
});

test("over a limit it says when to come back", async () => {
  const response = await route({}, () => Promise.reject(tooMany("often", 30)))(get("/x"), context);
  expect(response.status).toBe(429);
  expect(response.headers.get("Retry-After")).toBe("30");
});

test("what went wrong inside is logged and stays inside", async () => {
  const logged = vi.spyOn(log, "error").mockImplementation(() => {});
  const response = await route({}, async () => {
    throw new Error("password=hunter2 at db.internal");
  })(get("/x"), context);
  expect(response.status).toBe(500);
  expect(await response.text()).not.toMatch(/hunter2|internal/);
  expect(logged).toHaveBeenCalledOnce();
  logged.mockRestore();
});

test("posts must come from our own pages, as JSON or as a form", async () => {
  const handler = route({ body: z.object({ a: z.string() }) }, async ({ body }) => body);
  const form = new URLSearchParams({ a: "b" });
  expect(await (await handler(post(form, { origin: "https://mendline.test" }), context)).json()).toEqual({
    a: "b",
  });
  expect(await (await handler(post('{"a":"b"}'), context)).json()).toEqual({ a: "b" });
  expect((await handler(post(form, { origin: "https://evil.example" }), context)).status).toBe(403);
  expect((await handler(post("no json"), context)).status).toBe(400);
});

test("a handler's own response goes out as it is, redirects too", async () => {
  const response = await route({}, async () => Response.redirect("https://mendline.test/y", 303))(
    get("/x"),
    context,
  );
  expect(response.status).toBe(303);
  expect(response.headers.get("Location")).toBe("https://mendline.test/y");
});
