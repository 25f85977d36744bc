import { env } from "@/lib/env";
import { locale } from "@/lib/locale";
import type { Feed, FeedItem } from "@/lib/published/feeds/feed";
import { element, type Markup, textElement } from "@/lib/published/markup";
import { licence } from "@/lib/published/open-data/licence";

const namespaces = {
  xmlns: "http://www.w3.org/2005/Atom",
  "xmlns:georss": "http://www.georss.org/georss",
  "xmlns:geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
  "xml:lang": locale,
};

/** Source: RFC 4287. */
export function writeAtom(feed: Feed): string {
  const terms = licence();
  const parts = [
    textElement("id", feed.self.atom),
    textElement("title", feed.title),
    textElement("subtitle", feed.description),
    // It must have a time, also while nothing has happened.
    textElement("updated", (feed.updatedAt ?? new Date(0)).toISOString()),
    element("author", [textElement("name", env.SITE_NAME)]),
    textElement("generator", env.SITE_NAME),
    textElement("rights", terms.attribution),
    element("link", [], { rel: "license", href: terms.url }),
    element("link", [], { rel: "self", type: "application/atom+xml", href: feed.self.atom }),
    element("link", [], { rel: "alternate", type: "text/html", href: feed.page }),
    ...feed.items.map(entry),
  ];
  const atom = element("feed", parts, namespaces);
  return `<?xml version="1.0" encoding="utf-8"?>\n${atom}\n`;
}

function entry(item: FeedItem): Markup {
  const { title, url, html, categories, author, publishedAt, updatedAt, point, picture } = item;
  return element("entry", [
    textElement("id", url),
    textElement("title", title),
    textElement("published", publishedAt.toISOString()),
    textElement("updated", updatedAt.toISOString()),
    ...(author ? [element("author", [textElement("name", author)])] : []),
    ...categories.map((term) => element("category", [], { term })),
    element("link", [], { rel: "alternate", type: "text/html", href: url }),
    ...(picture ? [element("link", [], { rel: "enclosure", type: "image/jpeg", href: picture })] : []),
    textElement("content", html, { type: "html" }),
    textElement("georss:point", `${point.lat} ${point.lon}`),
    textElement("geo:lat", String(point.lat)),
    textElement("geo:long", String(point.lon)),
  ]);
}
