import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { siteFeedAlternates } from "@/app/_server/feed-alternates";
import { AboutFeeds } from "@/app/alert/about-feeds";
import { AlertSearch } from "@/app/alert/alert-search";
import { FollowPlace } from "@/app/alert/follow-place";
import { SearchAnswer } from "@/app/alert/search-answer";
import { readView } from "@/app/around/read-view";
import { FeedCard } from "@/components/feeds/feed-card";
import { env } from "@/lib/env";
import { roundPoint } from "@/lib/geo/point";
import { readKm, usualKm } from "@/lib/published/feeds/feed-address";
import { firstOf } from "@/lib/reports/filter";
import { lookFor } from "@/lib/reports/look-for";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const t = await getTranslations("feeds.page");
  const place = firstOf(await searchParams, "q");
  return {
    title: place ? t("titleNear", { place }) : t("title"),
    description: t("description"),
    alternates: { canonical: "/alert", types: siteFeedAlternates() },
  };
}

/** Finds what can be followed: a place is searched for, then all that tells of it is offered, and the whole site always. */
export default async function AlertPage({ searchParams }: Props) {
  const params = await searchParams;
  const t = await getTranslations("feeds.page");
  const text = firstOf(params, "q") ?? "";
  // Coordinates beside the text say which of several places was meant.
  const asked = readView(params, env.TILE_MAX_ZOOM);
  const finding = !asked && text ? await lookFor(text) : null;
  const place = asked ?? (finding?.kind === "place" ? finding.place : null);
  const point = place && roundPoint({ lat: place.lat, lon: place.lon });
  const name = (finding?.kind === "place" && finding.place.name) || text;
  return (
    <div className="page">
      <h1>{point && name ? t("titleNear", { place: name }) : t("title")}</h1>
      <p className="mt-2 max-w-[66ch] text-large">{t("lead")}</p>
      <AlertSearch text={text} />
      <SearchAnswer finding={finding} text={text} />
      <div className="mt-10 grid gap-x-10 gap-y-12 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-10">
          {point && (
            <FollowPlace
              point={point}
              name={name || `${point.lat}, ${point.lon}`}
              km={readKm(firstOf(params, "km")) ?? usualKm}
            />
          )}
          <section aria-labelledby="everywhere" className="flex flex-col gap-3">
            <h2 id="everywhere">{t("site.title")}</h2>
            <FeedCard
              scope={{ kind: "all" }}
              name={t("site.name", { site: env.SITE_NAME })}
              hint={t("site.hint")}
            />
          </section>
        </div>
        <AboutFeeds />
      </div>
    </div>
  );
}
