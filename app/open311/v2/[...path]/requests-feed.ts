import { type Answer, type Asked, leadTo } from "@/app/open311/v2/[...path]/answer-call";
import { plainQuery } from "@/app/open311/v2/[...path]/place-query";
import { filterMeant } from "@/app/open311/v2/[...path]/requests-filter";
import { RequestsQuery } from "@/app/open311/v2/[...path]/requests-query";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { type FeedScope, farthest, feedPath, nearest } from "@/lib/published/feeds/feed-address";
import type { PublishedFilter } from "@/lib/published/reports/published-filter";
import { kindOf } from "@/lib/reports/states";
import { siteUrl } from "@/lib/urls";

/**
 * `requests.rss`, as FixMyStreet answers it: leads to the feed of the same reports, as far as feeds are narrowed: by state and service,
 * and around a point or to a body.
 */
export async function leadToFeed(asked: Asked): Promise<Answer> {
  const t = translator("open311");
  const filter = await filterMeant(parseInput(RequestsQuery, plainQuery(asked), t("faults.query")));
  // To a feed no service means all of them.
  if (filter.categoryIds?.length === 0) throw notFound(t("noService"));
  const kinds = [...new Set((filter.states ?? []).map(kindOf))];
  const location = feedPath(await scopeOf(filter), { kinds, categoryIds: filter.categoryIds ?? [] });
  return leadTo(siteUrl(location));
}

async function scopeOf({ near, bodyIds }: PublishedFilter): Promise<FeedScope> {
  if (near) {
    const km = Math.min(farthest, Math.max(nearest, near.radiusMetres / 1000));
    return { kind: "around", point: near.point, km };
  }
  const [id = 0] = bodyIds ?? [];
  const body = await db.body.findUnique({ where: { id }, select: { slug: true } });
  return body ? { kind: "body", body: body.slug, area: null } : { kind: "all" };
}
