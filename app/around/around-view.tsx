import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { mapWords, startView, tileSource } from "@/app/_server/map-setup";
import { boxAround, readView } from "@/app/around/read-view";
import { SearchAnswer } from "@/app/around/search-answer";
import { FollowLink } from "@/components/feeds/follow-link";
import { MapAndList } from "@/components/map/map-and-list";
import { PlaceSearch } from "@/components/map/place-search";
import { boundsText, type MapView } from "@/components/map/view";
import { parseBounds } from "@/lib/geo/parse-bounds";
import { isCovered } from "@/lib/reports/covered";
import { filterParams, firstOf, parseCursor, parseFilter, type SearchParams } from "@/lib/reports/filter";
import { filterCategories } from "@/lib/reports/filter-categories";
import { listAround } from "@/lib/reports/list-around";
import { type Finding, lookFor } from "@/lib/reports/look-for";
import { reportPath } from "@/lib/urls";

const placeZoom = 16;

/** The map page: what was searched for, the list as HTML, the map beside it. */
export async function AroundView({ params }: { params: SearchParams }) {
  const text = firstOf(params, "q") ?? "";
  const tiles = tileSource();
  const asked = readView(params, tiles.maxZoom);
  // Coordinates beside the text say which of several places was meant.
  const finding = !asked && text ? await lookFor(text) : null;
  if (finding?.kind === "report") redirect(reportPath(finding.id));

  const found = finding?.kind === "place" ? viewOf(finding.place) : null;
  const name = finding?.kind === "place" ? finding.place.name : asked && text;
  const start = asked ?? found ?? startView();
  const filter = parseFilter(params);
  const cursor = parseCursor(firstOf(params, "cursor"));
  const bounds = boundsText(boxAround(start));
  const [page, categories, covered, words, t] = await Promise.all([
    listAround({ bounds: parseBounds(bounds) ?? undefined, filter, cursor }),
    filterCategories(null),
    asked || found ? isCovered(start) : true,
    mapWords(),
    getTranslations("around"),
  ]);

  const place = { lat: String(start.lat), lon: String(start.lon), zoom: String(start.zoom) };
  const keep = { ...(asked || found ? place : {}), ...(text && { q: text }) };
  const address = (more: Record<string, string>) =>
    `/around?${new URLSearchParams([...Object.entries(keep), ...filterParams(filter), ...Object.entries(more)])}`;
  return (
    <MapAndList
      // A new search is a new map; otherwise the one on screen would stay where it was moved to.
      key={`${start.lat},${start.lon},${start.zoom} ${text}`}
      start={start}
      tiles={tiles}
      words={words}
      cardWords={words.card}
      listTitle={t("list.title")}
      filter={filter}
      categories={categories}
      first={{ page, bounds }}
      bodyId={null}
      action="/around"
      keep={keep}
      links={{
        next: page.nextCursor ? address({ cursor: page.nextCursor }) : null,
        begin: cursor ? address({}) : null,
      }}
      picking
      sheet={needsReading(finding) || !covered ? "half" : "peek"}
    >
      <PlaceSearch text={text} keep={filterParams(filter)} />
      <h1 className="mt-5 text-title">{name ? t("titleNear", { place: name }) : t("title")}</h1>
      <SearchAnswer finding={finding} text={text} covered={covered} words={words.card} />
      <FollowLink place={asked || found ? { lat: start.lat, lon: start.lon, name: name || "" } : null} />
    </MapAndList>
  );
}

const viewOf = ({ lat, lon }: { lat: number; lon: number }): MapView => ({ lat, lon, zoom: placeZoom });

const needsReading = (finding: Finding | null): boolean => finding !== null && finding.kind !== "place";
