import type { Point } from "@/lib/geo/point";
import type { FeedFormat } from "@/lib/published/feeds/feed-address";
import { writeAtom } from "@/lib/published/feeds/write-atom";
import { writeRss } from "@/lib/published/feeds/write-rss";

/** A feed before it is written in either format. All text is plain but `html`; all addresses are whole. */
export type Feed = {
  title: string;
  description: string;
  /** The page for people. */
  page: string;
  /** Its own address in each format. */
  self: Readonly<Record<FeedFormat, string>>;
  /** When anything in it last changed; null while it is empty. */
  updatedAt: Date | null;
  items: FeedItem[];
};

export type FeedItem = {
  title: string;
  /** Where it is read, which is also what it is known by. */
  url: string;
  html: string;
  categories: readonly string[];
  /** The body that speaks. People are not named, not even where a page does: what readers have kept, nobody can hide later. */
  author: string | null;
  publishedAt: Date;
  updatedAt: Date;
  point: Point;
  /** Its first photo, a JPEG in full size. */
  picture: string | null;
};

const formats = {
  rss: { contentType: "application/rss+xml; charset=utf-8", write: writeRss },
  atom: { contentType: "application/atom+xml; charset=utf-8", write: writeAtom },
} as const satisfies Record<FeedFormat, { contentType: string; write: (feed: Feed) => string }>;

export function writeFeed(feed: Feed, format: FeedFormat): { contentType: string; body: string } {
  const { contentType, write } = formats[format];
  return { contentType, body: write(feed) };
}
