import "@/lib/testing/database";
import { expect, test } from "vitest";
import { writeDocument } from "@/lib/open311/write/wire-tree";
import { EmbedChoice, embedChosen } from "@/lib/published/embed/embed-choice";
import { embeddedMapPath, mappedPath } from "@/lib/published/embed/embed-paths";
import { iframeCode } from "@/lib/published/embed/iframe-code";
import { oEmbedOf } from "@/lib/published/embed/oembed";
import { makeBody, makeReport } from "@/lib/testing/factories";
import type { Visibility } from "@/prisma/generated/enums";

const anyRoom = { width: null, height: null };
const site = "https://mendline.test";

test.each([
  ["", "/embed"],
  ["status=open,fixed&category=7,3&sort=oldest&cursor=1-2", "/embed?status=open%2Cfixed&category=3%2C7"],
  ["lat=54.6&lon=-2.30001&zoom=15&q=Mill+Lane", "/embed?lat=54.6&lon=-2.30001&zoom=15"],
  ['lat="><script>&lon=1e9&zoom=', "/embed"],
])("of the parameters %j of a page the map keeps %j", (search, path) => {
  expect(embeddedMapPath(null, new URLSearchParams(search))).toBe(path);
});

test("a map in a frame leads to the page that shows the same", () => {
  const params = new URLSearchParams("lat=54.6&lon=2.3&zoom=15&status=open");
  expect(mappedPath(null, params)).toBe("/around?lat=54.6&lon=2.3&zoom=15&status=open");
  expect(mappedPath("alder", { status: "fixed" })).toBe("/reports/alder?status=fixed");
});

test("nothing in a title or an address breaks out of the code", () => {
  const title = `"><script>alert('x')</script>&amp;`;
  const code = iframeCode({ path: '/embed?a="b"&c=<d>', title, width: "100%", height: 500 });
  expect(code).toBe(
    `<iframe src="${site}/embed?a=&quot;b&quot;&amp;c=&lt;d&gt;" title="&quot;&gt;&lt;script&gt;alert('x')&lt;/script&gt;&amp;amp;" ` +
      'width="100%" height="500" style="border:0;max-width:100%" loading="lazy"></iframe>',
  );
});

test("a public report is a card with its title and a picture, in the room there is", async () => {
  const report = await makeReport({ title: "Lamp <3> & kerb" });
  const found = await oEmbedOf(`${site}/report/${report.id}?confirmed=1#update-3`, anyRoom);
  expect(found).toMatchObject({
    ...{ version: "1.0", type: "rich", provider_url: site, title: "Lamp <3> & kerb", width: 480 },
    html: expect.stringContaining(`src="${site}/embed/report/${report.id}"`),
    thumbnail_url: expect.stringContaining(`${site}/api/static-map?`),
  });
  const narrow = await oEmbedOf(`${site}/report/${report.id}`, { width: 300, height: 150 });
  expect(narrow).toMatchObject({ width: 300, height: 150 });
  expect(narrow).not.toHaveProperty("thumbnail_url");
  expect(narrow?.html).toContain('width="300" height="150"');
  const xml = writeDocument("oembed", { fields: { ...found } }, "xml").body;
  expect(xml).toContain("<title>Lamp &lt;3&gt; &amp; kerb</title>");
  expect(xml).toContain("<html>&lt;iframe src=");
});

test("the map page and a body's page are their map; the host may be spelled with www", async () => {
  const body = await makeBody({ name: "Alder Council" });
  const around = await oEmbedOf("http://www.mendline.test/around/?lat=54.6&lon=2.3&zoom=16", anyRoom);
  expect(around?.html).toContain(`src="${site}/embed?lat=54.6&amp;lon=2.3&amp;zoom=16"`);
  const reports = await oEmbedOf(`${site}/reports/${body.slug}?status=fixed`, anyRoom);
  expect(reports).toMatchObject({ title: "Reports to Alder Council", width: 600, height: 450 });
  expect(reports?.html).toContain(`src="${site}/embed?body=${body.slug}&amp;status=fixed"`);
});

test("what is not public, and what is no page with a map, is nothing to embed", async () => {
  const kinds: Visibility[] = ["private", "hidden", "unconfirmed"];
  const made = await Promise.all(kinds.map((visibility) => makeReport({ visibility })));
  const addresses = [
    ...made.map(({ id }) => `${site}/report/${id}`),
    ...["/report/0", "/report/999999999", "/report/9999999999", "/report/new", "/reports", "/reports/nobody"],
    ...["/", "/admin", "/embed", "/report/1/gone"].map((path) => site + path),
    ...[
      "https://evil.example/around",
      "https://mendline.test.evil.example/around",
      "javascript:alert(1)",
      "around",
      "",
    ],
  ].map((address) => (address.startsWith("/report") ? site + address : address));
  for (const address of addresses) expect(await oEmbedOf(address, anyRoom), address).toBeNull();
});

test.each([
  [
    { body: "alder", status: "open", place: "54.6, 2.3", zoom: "14" },
    "/embed?body=alder&lat=54.6&lon=2.3&zoom=14&status=open",
    true,
  ],
  [{ zoom: "14", size: "huge" }, "/embed", true],
  [{ place: "no such place", zoom: "14" }, "/embed", false],
])("the choice %j is the map %s", async (choice, path, placeFound) => {
  expect(await embedChosen(EmbedChoice.parse(choice))).toEqual({ path, placeFound });
});
