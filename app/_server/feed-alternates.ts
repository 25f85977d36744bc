import type { Metadata } from "next";
import { readView } from "@/app/around/read-view";
import { env } from "@/lib/env";
import { roundPoint } from "@/lib/geo/point";
import { translator } from "@/lib/messages";
import { type FeedScope, feedPath, usualKm } from "@/lib/published/feeds/feed-address";
import type { SearchParams } from "@/lib/reports/filter";

type Types = NonNullable<NonNullable<Metadata["alternates"]>["types"]>;

/** For `alternates.types`: how a feed reader that is given a page's address finds the feed that tells the same. */
export function feedAlternates(scope: FeedScope, title: string): Types {
  return {
    "application/rss+xml": [{ url: feedPath(scope), title }],
    "application/atom+xml": [{ url: feedPath(scope, undefined, "atom"), title }],
  };
}

/** The feed of everything, for pages that are about no place in particular. */
export const siteFeedAlternates = (): Types =>
  feedAlternates({ kind: "all" }, translator("feeds")("page.site.name", { site: env.SITE_NAME }));

/** The feed of what lies around the middle of a map; of everything, where an address has no middle. */
export function aroundFeeds(params: SearchParams): Types {
  const view = readView(params, env.TILE_MAX_ZOOM);
  if (!view) return siteFeedAlternates();
  const point = roundPoint(view);
  const place = `${point.lat}, ${point.lon}`;
  return feedAlternates(
    { kind: "around", point, km: usualKm },
    translator("feeds")("page.around.name", { km: usualKm, place }),
  );
}

/** The feed of a report's updates. */
export const updateFeeds = ({ id, title }: { id: number; title: string }): Types =>
  feedAlternates({ kind: "report", id }, translator("feeds")("title.report", { title }));
