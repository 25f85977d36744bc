import fc from "fast-check";
import { expect, test } from "vitest";
import { parseXml } from "@/lib/open311/read/xml";
import { type Feed, type FeedItem, writeFeed } from "@/lib/published/feeds/feed";
import { paragraphs } from "@/lib/published/feeds/item-html";

const item: FeedItem = {
  title: "Pothole",
  url: "https://site.example/report/7",
  html: "<p>Deep &amp; wide</p>",
  categories: ["Roads"],
  author: "Ann",
  publishedAt: new Date("2026-05-12T10:00:00Z"),
  updatedAt: new Date("2026-05-13T10:00:00Z"),
  point: { lat: 54.6, lon: -2.3 },
  picture: "https://site.example/photo/7.0.full.jpeg?abc",
};
const feed: Feed = {
  title: "Problems on Mendline",
  description: "The newest first.",
  page: "https://site.example/around",
  self: { rss: "https://site.example/rss/problems?a=1&b=2", atom: "https://site.example/rss/problems.atom" },
  updatedAt: item.updatedAt,
  items: [item],
};

test("RSS tells of an item all that readers and maps ask for, by its permalink", () => {
  const { contentType, body } = writeFeed(feed, "rss");
  expect(contentType).toBe("application/rss+xml; charset=utf-8");
  expect(body).toContain(
    '<atom:link href="https://site.example/rss/problems?a=1&amp;b=2" rel="self" type="application/rss+xml"/>',
  );
  for (const part of [
    "<lastBuildDate>Wed, 13 May 2026 10:00:00 GMT</lastBuildDate>",
    "<link>https://site.example/report/7</link>",
    '<guid isPermaLink="true">https://site.example/report/7</guid>',
    "<pubDate>Tue, 12 May 2026 10:00:00 GMT</pubDate>",
    "<category>Roads</category>",
    "<dc:creator>Ann</dc:creator>",
    "<description>&lt;p&gt;Deep &amp;amp; wide&lt;/p&gt;</description>",
    '<enclosure url="https://site.example/photo/7.0.full.jpeg?abc" length="0" type="image/jpeg"/>',
    "<georss:point>54.6 -2.3</georss:point>",
    "<geo:lat>54.6</geo:lat><geo:long>-2.3</geo:long>",
  ])
    expect(body).toContain(part);
});

test("Atom tells the same, and when an item last changed", () => {
  const { contentType, body } = writeFeed(feed, "atom");
  expect(contentType).toBe("application/atom+xml; charset=utf-8");
  for (const part of [
    "<id>https://site.example/rss/problems.atom</id>",
    '<link rel="self" type="application/atom+xml" href="https://site.example/rss/problems.atom"/>',
    "<id>https://site.example/report/7</id>",
    "<published>2026-05-12T10:00:00.000Z</published><updated>2026-05-13T10:00:00.000Z</updated>",
    "<author><name>Ann</name></author>",
    '<category term="Roads"/>',
    '<link rel="enclosure" type="image/jpeg" href="https://site.example/photo/7.0.full.jpeg?abc"/>',
    '<content type="html">&lt;p&gt;Deep &amp;amp; wide&lt;/p&gt;</content>',
    "<georss:point>54.6 -2.3</georss:point>",
  ])
    expect(body).toContain(part);
});

test("a feed without items is whole, and its Atom has a time all the same", () => {
  const empty = { ...feed, updatedAt: null, items: [] };
  expect(parseXml(writeFeed(empty, "rss").body)?.root).toBe("rss");
  expect(writeFeed(empty, "rss").body).not.toContain("lastBuildDate");
  expect(writeFeed(empty, "atom").body).toContain("<updated>1970-01-01T00:00:00.000Z</updated>");
});

test("whatever people write, a feed is well-formed", () => {
  const wild = fc.string({
    unit: fc.oneof(
      fc.constantFrom("]]>", "<", "&", '"', "\u0000", "\u000b", "\ufffe", "\ud800"),
      fc.string(),
    ),
    maxLength: 20,
  });
  fc.assert(
    fc.property(wild, wild, (one, two) => {
      const wildItem = { ...item, title: one, author: two || null, categories: [one], html: paragraphs(two) };
      for (const format of ["rss", "atom"] as const) {
        const { body } = writeFeed({ ...feed, title: two, items: [wildItem] }, format);
        // Not mended by the reader: nothing forbidden is in it, and every ampersand begins an entity.
        expect(body).not.toMatch(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u);
        expect(body).not.toMatch(/&(?!(amp|lt|gt|quot);)/);
        expect(body).not.toContain("]]>");
        expect(parseXml(body)?.root).toBe(format === "rss" ? "rss" : "feed");
      }
    }),
    { numRuns: 100 },
  );
});

test("what people write is text in the HTML, with its paragraphs and line ends", () => {
  expect(paragraphs('Deep.\nVery.\n\n<script>alert("x")</script>')).toBe(
    "<p>Deep.<br/>Very.</p><p>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;</p>",
  );
});
