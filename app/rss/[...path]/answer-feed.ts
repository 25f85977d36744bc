import { addressBehind } from "@/app/_server/client-address";
import { sharedText } from "@/app/_server/shared-text";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { findPlaces } from "@/lib/geo/find-places";
import { roundPoint } from "@/lib/geo/point";
import { translator } from "@/lib/messages";
import { writeFeed } from "@/lib/published/feeds/feed";
import { type AskedFeed, type FeedScope, feedPath, parseFeedPath } from "@/lib/published/feeds/feed-address";
import { readFeedFilter } from "@/lib/published/feeds/feed-query";
import { readFeed } from "@/lib/published/feeds/read-feed";
import { limit } from "@/lib/rate-limit";

/** Readers may keep it for a minute; what others share is gone as soon as a page would be. */
const cacheControl = "public, max-age=60, s-maxage=5";

/**
 * Answers whatever is asked below `/rss`. Whoever uses another name for an area or a body than its own, or names a place, is led to the
 * feed itself.
 * @throws DomainError `not_found`, `too_many` (searches for places)
 */
export async function answerFeed(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const asked = parseFeedPath(partsBelow(pathname));
  if (!asked) throw unknown();
  const filter = readFeedFilter(asked.kinds, searchParams);
  const { scope, format } = asked;
  if (scope.kind === "place") {
    return lookUp(request, scope, (found) => feedPath(found, filter, format));
  }
  const read = await readFeed(scope, filter);
  if (!read) throw unknown();
  if (!isSame(read.scope, scope)) return lead(301, feedPath(read.scope, filter, format));
  const response = sharedText(request, {
    ...writeFeed(read.feed, format),
    cacheControl,
    changedAt: read.feed.updatedAt,
  });
  response.headers.set("Access-Control-Allow-Origin", "*");
  return response;
}

const unknown = () => notFound(translator("feeds")("unknown"));

/** What an address has below its first part, decoded; nothing where it cannot be. */
function partsBelow(pathname: string): string[] {
  try {
    return pathname.split("/").slice(2).map(decodeURIComponent);
  } catch {
    return [];
  }
}

const isSame = (a: FeedScope, b: FeedScope): boolean => feedPath(a) === feedPath(b);

/** A place that several have the name of is chosen by a person; the page of feeds asks them. */
async function lookUp(
  request: Request,
  { words, km }: Extract<AskedFeed["scope"], { kind: "place" }>,
  pathOf: (scope: FeedScope) => string,
): Promise<Response> {
  await limit("geocode", addressBehind(request.headers.get("x-forwarded-for"), env.TRUSTED_PROXIES));
  const found = await findPlaces(words);
  switch (found.kind) {
    case "nothing":
      throw unknown();
    case "unavailable":
      return Response.json(
        { message: translator("feeds")("unavailable") },
        { status: 503, headers: { "Cache-Control": "no-store", "Retry-After": "60" } },
      );
    case "found": {
      const [place, ...others] = found.places;
      if (!place) throw unknown();
      if (others.length > 0) return lead(302, `/alert?${new URLSearchParams({ q: words })}`);
      return lead(302, pathOf({ kind: "around", point: roundPoint(place), km }));
    }
  }
}

/** Led by path alone: a proxy may know this site by another name than we do. */
const lead = (status: 301 | 302, path: string): Response =>
  new Response(null, { status, headers: { Location: path, "Cache-Control": "public, max-age=300" } });
