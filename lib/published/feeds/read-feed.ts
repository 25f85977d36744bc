import { env } from "@/lib/env";
import type { Point } from "@/lib/geo/point";
import { formatLocale } from "@/lib/locale";
import { translator } from "@/lib/messages";
import type { Feed, FeedItem } from "@/lib/published/feeds/feed";
import { type FeedFilter, type FeedScope, feedPath } from "@/lib/published/feeds/feed-address";
import { findArea, findBody, type NamedArea } from "@/lib/published/feeds/find-named";
import { reportItem } from "@/lib/published/feeds/report-item";
import { updateItem } from "@/lib/published/feeds/update-item";
import { listPublished, readPublished } from "@/lib/published/reports/list-published";
import type { PublishedFilter } from "@/lib/published/reports/published-filter";
import { listPublishedUpdates } from "@/lib/published/updates/list-published-updates";
import { filterParams } from "@/lib/reports/filter";
import { type StateKind, statesOfKinds } from "@/lib/reports/states";
import { reportUrl, siteUrl } from "@/lib/urls";

/** Items in a feed. Readers ask often enough for that to be some hours even of a large city. */
const mostItems = 40;

/** A scope that was found: in the words of its own address, as the lists take it, and the page for people. */
type Found = { scope: FeedScope; title: string; page: string; narrow: PublishedFilter };

/**
 * Reads a feed: only what everybody may see, the newest first. A fixed number of statements.
 * @returns null when there is no such area, body or public report. `scope` is what it is really called: who asked for another
 *   spelling is to be led there.
 */
export async function readFeed(
  scope: FeedScope,
  filter: FeedFilter,
): Promise<{ scope: FeedScope; feed: Feed } | null> {
  if (scope.kind === "report") return readUpdates(scope);
  const found = await find(scope, filter);
  if (!found) return null;
  const { reports } = await listPublished(
    {
      ...found.narrow,
      ...(filter.kinds.length > 0 && { states: statesOfKinds(filter.kinds) }),
      ...(filter.categoryIds.length > 0 && { categoryIds: filter.categoryIds }),
    },
    { sort: "newest", limit: mostItems },
  );
  const description = translator("feeds")("description.reports", { site: env.SITE_NAME });
  return {
    scope: found.scope,
    feed: feedOf({ ...found, description, filter }, reports.map(reportItem)),
  };
}

async function readUpdates(scope: Extract<FeedScope, { kind: "report" }>) {
  const [[report], { updates }] = await Promise.all([
    readPublished([scope.id]),
    listPublishedUpdates({ reportIds: [scope.id] }, { sort: "newest", limit: mostItems }),
  ]);
  if (!report) return null;
  const t = translator("feeds");
  const head = {
    scope,
    title: t("title.report", { title: report.title }),
    description: t("description.updates", { site: env.SITE_NAME }),
    page: reportUrl(report.id),
    filter: { kinds: [], categoryIds: [] },
  };
  const feed = feedOf(
    head,
    updates.map((update) => updateItem(update, report)),
  );
  return { scope, feed: { ...feed, updatedAt: feed.updatedAt ?? report.confirmedAt } };
}

type Head = { scope: FeedScope; title: string; description: string; page: string; filter: FeedFilter };

function feedOf({ scope, title, description, page, filter }: Head, items: FeedItem[]): Feed {
  const changes = items.map(({ updatedAt }) => updatedAt.getTime());
  const self = (format: "rss" | "atom") => siteUrl(feedPath(scope, filter, format));
  return {
    ...{ title, description, page, items },
    self: { rss: self("rss"), atom: self("atom") },
    updatedAt: changes.length > 0 ? new Date(Math.max(...changes)) : null,
  };
}

async function find(
  scope: Exclude<FeedScope, { kind: "report" }>,
  filter: FeedFilter,
): Promise<Found | null> {
  const t = translator("feeds");
  const state = wordOf(filter.kinds);
  const page = (path: string, query: Record<string, string> = {}) => pageUrl(path, query, filter);
  switch (scope.kind) {
    case "all":
      return {
        scope,
        title: t("title.all", { state, site: env.SITE_NAME }),
        page: page("/around"),
        narrow: {},
      };
    case "around": {
      const { point, km } = scope;
      const where = { km: km.toLocaleString(formatLocale), place: `${point.lat}, ${point.lon}` };
      return {
        ...{ scope, title: t("title.around", { state, ...where }), page: page("/around", at(point)) },
        narrow: { near: { point, radiusMetres: km * 1000 } },
      };
    }
    case "area": {
      const area = await findArea(scope.area);
      return (
        area && {
          scope: { kind: "area", area: area.slug },
          title: t("title.area", { state, area: area.name }),
          page: page("/around", at(middleOf(area))),
          narrow: { areaId: area.id },
        }
      );
    }
    case "body": {
      const [body, area] = await Promise.all([
        findBody(scope.body),
        scope.area ? findArea(scope.area) : null,
      ]);
      if (!body || (scope.area && !area)) return null;
      const title = area
        ? t("title.bodyIn", { state, body: body.name, area: area.name })
        : t("title.body", { state, body: body.name });
      return {
        ...{ scope: { kind: "body", body: body.slug, area: area?.slug ?? null }, title },
        page: page(`/reports/${body.slug}`),
        narrow: { bodyIds: [body.id], ...(area && { areaId: area.id }) },
      };
    }
  }
}

/** Which of the sentences a title has. */
function wordOf(kinds: readonly StateKind[]): string {
  if (kinds.length === 1 || (kinds.length === 2 && kinds.includes("open") && kinds.includes("progress")))
    return kinds[0] ?? "";
  return "all";
}

/** The list or the map that shows the same. */
function pageUrl(path: string, query: Record<string, string>, filter: FeedFilter): string {
  const all = new URLSearchParams([
    ...Object.entries(query),
    ...filterParams({ ...filter, sort: "newest" }),
  ]).toString();
  return siteUrl(all ? `${path}?${all}` : path);
}

const at = ({ lat, lon }: Point) => ({ lat: String(lat), lon: String(lon) });

const middleOf = ({ west, south, east, north }: NamedArea): Point => ({
  lat: (south + north) / 2,
  lon: (west + east) / 2,
});
