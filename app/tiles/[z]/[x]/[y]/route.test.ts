import { beforeEach, expect, test } from "vitest";
import { GET } from "@/app/tiles/[z]/[x]/[y]/route";
import { provideEnv } from "@/lib/env";

beforeEach(() => provideEnv({ DEMO: "1" }));

const get = (z: string, x: string, y: string) =>
  GET(new Request("https://mendline.test/tiles"), { params: Promise.resolve({ z, x, y }) });

test("a tile of the demo town is a picture that caches may keep", async () => {
  const response = await get("13", "4148", "2650");
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("image/png");
  expect(response.headers.get("cache-control")).toBe("public, max-age=86400, s-maxage=604800");
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(bytes.readUInt32BE(16)).toBe(256);
});

test("fine screens get twice the pixels", async () => {
  const bytes = Buffer.from(await (await get("13", "4148", "2650@2x.png")).arrayBuffer());
  expect(bytes.readUInt32BE(16)).toBe(512);
});

test.each([
  ["13", "8192", "0"],
  ["23", "0", "0"],
  ["-1", "0", "0"],
  ["1.5", "0", "0"],
  ["a", "0", "0"],
  ["13", "4148", "2650.svg"],
  ["13", "4148", "99999999999"],
])("there is no tile %s/%s/%s", async (z, x, y) => {
  expect((await get(z, x, y)).status).toBe(404);
});

test("without the demo there is no such map", async () => {
  provideEnv({ DEMO: "0" });
  const response = await get("13", "4148", "2650");
  expect([response.status, response.headers.get("cache-control")]).toEqual([404, "no-store"]);
});
