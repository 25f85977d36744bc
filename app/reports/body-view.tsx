import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { mapWords, startView, tileSource } from "@/app/_server/map-setup";
import { viewOfBox } from "@/app/reports/view-of-box";
import { FeedLink } from "@/components/feeds/feed-link";
import { MapAndList } from "@/components/map/map-and-list";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Notice } from "@/components/ui/notice";
import { themeCss } from "@/lib/bodies/accent";
import { bodyPage } from "@/lib/reports/body-page";
import { filterParams, firstOf, parseCursor, parseFilter, type SearchParams } from "@/lib/reports/filter";
import { filterCategories } from "@/lib/reports/filter-categories";
import { listReports } from "@/lib/reports/list";

/** What was reported to one body, as a list and on the map. */
export async function BodyView({ slug, params }: { slug: string; params: SearchParams }) {
  const body = await bodyPage(slug);
  if (!body) notFound();
  const filter = parseFilter(params);
  const cursor = parseCursor(firstOf(params, "cursor"));
  const [page, categories, words, t, nav, feeds, open] = await Promise.all([
    listReports({ bodyId: body.id, filter, cursor }),
    filterCategories(body.id),
    mapWords(),
    getTranslations("reports"),
    getTranslations("reports.bodies"),
    getTranslations("feeds.link"),
    getTranslations("openData"),
  ]);
  const path = `/reports/${slug}`;
  const address = (more: Record<string, string>) => {
    const query = new URLSearchParams([...filterParams(filter), ...Object.entries(more)]).toString();
    return query ? `${path}?${query}` : path;
  };
  return (
    <>
      {/* In its place, not in the head: the next page has the site's own colour again. */}
      {body.accent && <style>{themeCss(body.accent)}</style>}
      <MapAndList
        start={body.bounds ? viewOfBox(body.bounds, usual) : startView()}
        tiles={tileSource()}
        words={words}
        cardWords={words.card}
        listTitle={t("body.list")}
        filter={filter}
        categories={categories}
        first={{ page: { ...page, nearest: false }, bounds: null }}
        bodyId={body.id}
        action={path}
        keep={{}}
        links={{
          next: page.nextCursor ? address({ cursor: page.nextCursor }) : null,
          begin: cursor ? address({}) : null,
        }}
        sheet="half"
      >
        <Breadcrumbs trail={[{ label: nav("title"), href: "/reports" }]} current={body.name} />
        <h1 className="text-title">{t("body.title", { body: body.name })}</h1>
        <p>
          <FeedLink scope={{ kind: "body", body: slug, area: null }}>{feeds("reports")}</FeedLink>
        </p>
        <p>
          <a href={`/open-data?body=${slug}#embed`} className="inline-flex min-h-11 items-center text-small">
            {open("link")}
          </a>
        </p>
        {body.retired && (
          <div className="mt-4">
            <Notice>
              <p>{t("body.retired", { body: body.name })}</p>
            </Notice>
          </div>
        )}
      </MapAndList>
    </>
  );
}

/** Pixels of a map of ordinary size. */
const usual = { width: 700, height: 600 };
