import { env } from "@/lib/env";
import { locale } from "@/lib/locale";
import type { Feed, FeedItem } from "@/lib/published/feeds/feed";
import { element, type Markup, textElement } from "@/lib/published/markup";
import { licence } from "@/lib/published/open-data/licence";

const namespaces = {
  version: "2.0",
  "xmlns:atom": "http://www.w3.org/2005/Atom",
  "xmlns:dc": "http://purl.org/dc/elements/1.1/",
  "xmlns:georss": "http://www.georss.org/georss",
  "xmlns:geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
};

/** Minutes after which it is worth asking again. */
const ttl = 15;

/** Source: the RSS 2.0 specification and the RSS Advisory Board's profile; GeoRSS-Simple and W3C geo for the place. */
export function writeRss(feed: Feed): string {
  const channel = [
    textElement("title", feed.title),
    textElement("link", feed.page),
    textElement("description", feed.description),
    textElement("language", locale),
    textElement("copyright", licence().attribution),
    ...(feed.updatedAt ? [textElement("lastBuildDate", feed.updatedAt.toUTCString())] : []),
    textElement("generator", env.SITE_NAME),
    textElement("ttl", String(ttl)),
    link(feed.self.rss, "self", "application/rss+xml"),
    link(feed.self.atom, "alternate", "application/atom+xml"),
    ...feed.items.map(item),
  ];
  const rss = element("rss", [element("channel", channel)], namespaces);
  return `<?xml version="1.0" encoding="utf-8"?>\n${rss}\n`;
}

const link = (href: string, rel: string, type: string): Markup =>
  element("atom:link", [], { href, rel, type });

function item({ title, url, html, categories, author, publishedAt, point, picture }: FeedItem): Markup {
  return element("item", [
    textElement("title", title),
    textElement("link", url),
    textElement("guid", url, { isPermaLink: "true" }),
    textElement("pubDate", publishedAt.toUTCString()),
    ...categories.map((name) => textElement("category", name)),
    // RSS's own author is an e-mail address, which nobody's business is.
    ...(author ? [textElement("dc:creator", author)] : []),
    textElement("description", html),
    // How long it is, nobody has counted; the profile asks for 0 then.
    ...(picture ? [element("enclosure", [], { url: picture, length: "0", type: "image/jpeg" })] : []),
    textElement("georss:point", `${point.lat} ${point.lon}`),
    textElement("geo:lat", String(point.lat)),
    textElement("geo:long", String(point.lon)),
  ]);
}
