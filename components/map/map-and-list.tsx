"use client";

import Link from "next/link";
import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { AddressLine } from "@/components/map/address-line";
import { HighlightProvider } from "@/components/map/highlight";
import { LocateButton } from "@/components/map/locate-button";
import { MapFrame } from "@/components/map/map-frame";
import { MapSheet, type SheetStop } from "@/components/map/map-sheet";
import {
  boundsText,
  type MapView,
  reportHerePath,
  roundDegrees,
  type TileSource,
} from "@/components/map/view";
import type { MapWords } from "@/components/map/words";
import { QueryProvider } from "@/components/query-provider";
import { FilterForm } from "@/components/report/filter-form";
import { listSearch } from "@/components/report/list-query";
import type { CardWords } from "@/components/report/report-card";
import { ReportList } from "@/components/report/report-list";
import { addressWith, useUrlFilter } from "@/components/report/use-url-filter";
import { buttonClass } from "@/components/ui/button";
import { classes } from "@/components/ui/classes";
import type { Bounds } from "@/lib/geo/mercator";
import type { Messages } from "@/lib/messages";
import type { ReportFilter } from "@/lib/reports/filter";
import type { AroundPage } from "@/lib/reports/list-around";

type Props = {
  start: MapView;
  tiles: TileSource;
  words: { map: MapWords; filter: Messages["around"]["filter"]; list: Messages["around"]["list"] };
  cardWords: CardWords;
  listTitle: string;
  filter: ReportFilter;
  categories: readonly { id: number; name: string }[];
  /** The page of the list that came with the HTML; `bounds`: the box that it is about, null = the list does not follow the map. */
  first: { page: AroundPage; bounds: string | null };
  bodyId: number | null;
  /** Where the plain filter form leads, and what else stands in that address. */
  action: string;
  keep: Readonly<Record<string, string>>;
  links: { next: string | null; begin: string | null };
  /** Whether a spot can be chosen here: the cross, the address under it and the way to the form. */
  picking?: boolean;
  sheet?: SheetStop;
  /** Above the filter: heading, search, notices. */
  children: ReactNode;
};

/** The map with the list that belongs to it, both always of the same filter. */
export function MapAndList(props: Props) {
  return (
    <QueryProvider>
      <HighlightProvider>
        <Screen {...props} />
      </HighlightProvider>
    </QueryProvider>
  );
}

function Screen({ start, tiles, words, filter: initial, first, bodyId, picking = false, ...props }: Props) {
  const [filter, choose] = useUrlFilter(initial);
  const [view, setView] = useState(start);
  const [bounds, setBounds] = useState(first.bounds);
  const move = useRef<(view: MapView) => void>(null);
  const follows = first.bounds !== null;
  const begun = useRef(false);
  const firstPage = useMemo(
    () => ({ page: first.page, search: listSearch({ bounds: first.bounds, bodyId, filter: initial }) }),
    [first, bodyId, initial],
  );

  const moved = useCallback(
    (next: MapView, box: Bounds) => {
      setView(next);
      if (!follows) return;
      setBounds(boundsText(box));
      // The first call tells where the map stands already.
      if (begun.current)
        window.history.replaceState(
          null,
          "",
          addressWith((params) => writeView(params, next)),
        );
      begun.current = true;
    },
    [follows],
  );
  const ready = useCallback((mover: (view: MapView) => void) => {
    move.current = mover;
  }, []);

  const action = picking && (
    <div className="flex flex-col gap-2">
      <AddressLine point={view} words={words.map} />
      <Link href={reportHerePath(view)} prefetch={false} className={buttonClass("primary", true)}>
        {words.map.reportHere}
      </Link>
    </div>
  );
  return (
    <div className={classes("map-page", picking && "[--sheet-peek:calc(220px+env(safe-area-inset-bottom))]")}>
      <MapSheet words={words.map} start={props.sheet ?? "peek"} action={action}>
        {props.children}
        <FilterForm
          filter={filter}
          categories={props.categories}
          words={words.filter}
          kinds={words.map.kind}
          action={props.action}
          keep={props.keep}
          onFilter={choose}
        />
        <ReportList
          source={{ bounds, bodyId, filter }}
          first={firstPage}
          words={words.list}
          cardWords={props.cardWords}
          title={props.listTitle}
          links={props.links}
        />
      </MapSheet>
      <div className="map-canvas">
        <MapFrame
          start={start}
          tiles={tiles}
          words={words.map}
          filter={filter}
          bodyId={bodyId}
          picking={picking}
          onView={moved}
          onReady={ready}
        >
          {picking && <div className="crosshair" aria-hidden="true" />}
          <LocateButton
            small
            words={words.map}
            onFound={(point) => move.current?.({ ...point, zoom: Math.min(17, tiles.maxZoom) })}
          />
        </MapFrame>
      </div>
    </div>
  );
}

function writeView(params: URLSearchParams, { lat, lon, zoom }: MapView): void {
  params.set("lat", String(roundDegrees(lat)));
  params.set("lon", String(roundDegrees(lon)));
  params.set("zoom", String(zoom));
  params.delete("cursor");
}
