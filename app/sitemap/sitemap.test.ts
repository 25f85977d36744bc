import "@/lib/testing/database";
import { beforeAll, expect, test } from "vitest";
import robots from "@/app/robots";
import { GET as getFile } from "@/app/sitemap/[file]/route";
import { GET as getIndex } from "@/app/sitemap.xml/route";
import { provideEnv } from "@/lib/env";
import { parseXml } from "@/lib/open311/read/xml";
import { chunkSize, forgetChunks } from "@/lib/published/sitemap/report-chunks";
import { makeBody, makeReport } from "@/lib/testing/factories";

const site = "https://mendline.test";
const at = (hour: number) => new Date(Date.UTC(2026, 4, 12, hour));

async function read(
  response: Response,
): Promise<{ root: string | null | undefined; places: string[]; text: string }> {
  const text = await response.text();
  expect(response.headers.get("content-type")).toBe("application/xml; charset=utf-8");
  const places = [...text.matchAll(/<loc>(.*?)<\/loc>(?:<lastmod>(.*?)<\/lastmod>)?/g)];
  return {
    root: parseXml(text)?.root,
    places: places.map(([, loc, at]) => [loc, at].join(" ").trim()),
    text,
  };
}
const ask = (file: string) =>
  getFile(new Request(`${site}/sitemap/${file}`), { params: Promise.resolve({ file }) });

beforeAll(async () => {
  forgetChunks();
  const ids = [1, 2, chunkSize, chunkSize + 1, 5 * chunkSize];
  for (const [n, id] of ids.entries()) await makeReport({ id, updatedAt: at(n) });
  for (const [n, visibility] of (["private", "hidden", "unconfirmed"] as const).entries())
    await makeReport({ id: 2 * chunkSize + 1 + n, visibility, updatedAt: at(20) });
  await makeReport({ id: 3, visibility: "hidden", updatedAt: at(20) });
  await makeBody({ slug: "alderwick" });
});

test("the index names a file for each range of numbers that has a public report, and when one of those changed", async () => {
  const response = await getIndex(new Request(`${site}/sitemap.xml`), { params: Promise.resolve({}) });
  const { root, places } = await read(response);
  expect(root).toBe("sitemapindex");
  expect(places).toEqual([
    `${site}/sitemap/pages.xml`,
    `${site}/sitemap/reports-1.xml ${at(2).toISOString()}`,
    `${site}/sitemap/reports-2.xml ${at(3).toISOString()}`,
    `${site}/sitemap/reports-5.xml ${at(4).toISOString()}`,
  ]);
});

test("a file has the public reports of its range, each once, and no other is there", async () => {
  const first = await read(await ask("reports-1.xml"));
  expect(first.root).toBe("urlset");
  expect(first.places).toEqual([
    `${site}/report/1 ${at(0).toISOString()}`,
    `${site}/report/2 ${at(1).toISOString()}`,
    `${site}/report/${chunkSize} ${at(2).toISOString()}`,
  ]);
  expect((await read(await ask("reports-2.xml"))).places).toEqual([
    `${site}/report/${chunkSize + 1} ${at(3).toISOString()}`,
  ]);
  for (const file of [
    "reports-3.xml",
    "reports-6.xml",
    "reports-0.xml",
    "reports-1",
    "other.xml",
    "reports-01.xml",
  ])
    expect([file, (await ask(file)).status]).toEqual([file, 404]);
});

test("pages and bodies are in a file of their own", async () => {
  const { places } = await read(await ask("pages.xml"));
  expect(places).toContain(`${site}/`);
  expect(places).toContain(`${site}/alert`);
  expect(places).toContain(`${site}/reports/alderwick`);
});

test("search engines are led to the sitemap, and kept out of what is somebody's own; of a trial site they read nothing", () => {
  const { rules, sitemap } = robots();
  expect(sitemap).toBe(`${site}/sitemap.xml`);
  const closed = "disallow" in rules ? [rules.disallow].flat() : [];
  for (const path of ["/admin", "/my", "/auth", "/api", "/confirm"]) expect(closed).toContain(path);
  provideEnv({ STAGING: "1" });
  expect(robots()).toEqual({ rules: { userAgent: "*", disallow: "/" } });
});
