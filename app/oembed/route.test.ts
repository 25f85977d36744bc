import { expect, test } from "vitest";
import { GET } from "@/app/oembed/route";

const around = encodeURIComponent("https://mendline.test/around?lat=54.6&lon=2.3");
const get = (query: string, headers: Record<string, string> = {}) =>
  GET(new Request(`https://mendline.test/oembed?${query}`, { headers }), { params: Promise.resolve({}) });

test("the map is told of in JSON and XML, to scripts of any site, and once only", async () => {
  const json = await get(`url=${around}&maxwidth=500&maxheight=`);
  expect(json.headers.get("content-type")).toBe("application/json; charset=utf-8");
  expect(json.headers.get("access-control-allow-origin")).toBe("*");
  expect(await json.json()).toMatchObject({ version: "1.0", type: "rich", width: 500, height: 450 });
  const xml = await get(`url=${around}&format=XML`);
  expect(xml.headers.get("content-type")).toBe("text/xml; charset=utf-8");
  expect(await xml.text()).toMatch(
    /^<\?xml version="1\.0"[^>]*\?>\s*<oembed>[\s\S]*<height>450<\/height>[\s\S]*<\/oembed>\s*$/,
  );
  const known = await get(`url=${around}&format=xml`, { "if-none-match": xml.headers.get("etag") ?? "" });
  expect(known.status).toBe(304);
  // A report that is hidden is in no shared cache any longer than its page.
  expect(xml.headers.get("cache-control")).toContain("s-maxage=5");
});

test.each([
  ["", 400],
  ["url=", 404],
  [`url=${around}&maxwidth=wide`, 400],
  [`url=${around}&maxwidth=0`, 400],
  [`url=${around}&url=${around}`, 400],
  [`url=${around}&format=yaml`, 501],
  ["url=https://elsewhere.example/around", 404],
  ["url=https://mendline.test/help", 404],
])("?%s answers %i", async (query, status) => {
  expect((await get(query)).status).toBe(status);
});
