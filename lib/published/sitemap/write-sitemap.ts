import { db } from "@/lib/db";
import { element, type Markup, textElement } from "@/lib/published/markup";
import { type Chunk, reportsInChunk } from "@/lib/published/sitemap/report-chunks";
import { reportUrl, siteUrl } from "@/lib/urls";

const declaration = '<?xml version="1.0" encoding="utf-8"?>\n';
const namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";

/** Pages that are there whatever is reported. */
const staticPages = ["/", "/around", "/reports", "/alert", "/open-data", "/about", "/help", "/privacy"];

export const chunkPath = (number: number): `/sitemap/${string}` => `/sitemap/reports-${number}.xml`;
export const pagesPath = "/sitemap/pages.xml";

/** The index: one file of pages, and as many of reports as there are. Source: sitemaps.org, protocol 0.9. */
export function writeSitemapIndex(chunks: readonly Chunk[]): string {
  const files = [
    place("sitemap", siteUrl(pagesPath)),
    ...chunks.map(({ number, changedAt }) => place("sitemap", siteUrl(chunkPath(number)), changedAt)),
  ];
  return `${declaration}${element("sitemapindex", files, { xmlns: namespace })}\n`;
}

/** The site's own pages, and one for each body. */
export async function writePagesSitemap(): Promise<string> {
  const bodies = await db.body.findMany({ orderBy: { slug: "asc" }, select: { slug: true } });
  const paths = [...staticPages, ...bodies.map(({ slug }) => `/reports/${slug}`)];
  const places = paths.map((path) => place("url", siteUrl(path)));
  return `${declaration}${element("urlset", places, { xmlns: namespace })}\n`;
}

/** One file of reports, piece by piece. */
export async function* writeReportsSitemap(number: number): AsyncGenerator<string> {
  yield `${declaration}<urlset xmlns="${namespace}">`;
  for await (const batch of reportsInChunk(number)) {
    yield batch.map(({ id, changedAt }) => place("url", reportUrl(id), changedAt)).join("");
  }
  yield "</urlset>\n";
}

const place = (name: "url" | "sitemap", address: string, changedAt?: Date): Markup =>
  element(name, [
    textElement("loc", address),
    ...(changedAt ? [textElement("lastmod", changedAt.toISOString())] : []),
  ]);
