"use client";

import type { Route } from "next";
import Link from "next/link";
import { fill } from "@/components/map/fill";
import { StaticMap } from "@/components/map/static-map";
import { ClosedBodies } from "@/components/report/form/closed-bodies";
import { useReportForm } from "@/components/report/form/form-context";
import { Step } from "@/components/report/form/step";
import type { Place } from "@/components/report/form/use-place";
import { listed, useWords } from "@/components/report/form/words";
import { Notice } from "@/components/ui/notice";
import type { Offer } from "@/lib/bodies/offer";

/** Who takes at least one kind of report here. */
export const takers = (offer: Offer): string[] =>
  offer.bodies
    .filter(({ id }) => offer.categories.some(({ bodies }) => bodies.some((b) => b.id === id && !b.refused)))
    .map(({ name }) => name);

export function PlaceStep({ place }: { place: Place }) {
  const words = useWords();
  const { hydrated, faults } = useReportForm();
  const text = words.place;
  return (
    <Step name="place" heading={text.heading}>
      <div className="flex flex-col gap-2 md:gap-3">
        <p>
          {place.address ??
            fill(text.at, { lat: place.point.lat.toFixed(5), lon: place.point.lon.toFixed(5) })}
        </p>
        <div aria-live="polite">
          <WhoGetsIt place={place} />
        </div>
        <ClosedBodies />
        {faults.point && (
          <p className="border-s-4 border-danger ps-3 font-semibold text-danger">{faults.point}</p>
        )}
        {hydrated ? (
          <p className="text-small text-ink-soft">{text.move}</p>
        ) : (
          <noscript>
            <div className="relative h-64 overflow-hidden rounded md:hidden">
              <StaticMap view={{ ...place.point, zoom: 16 }} kind={undefined} alt={text.mapAlt} />
            </div>
          </noscript>
        )}
        <p>
          <Link href={"/" as Route} prefetch={false} className="inline-flex min-h-11 items-center">
            {text.elsewhere}
          </Link>
        </p>
      </div>
    </Step>
  );
}

function WhoGetsIt({ place }: { place: Place }) {
  const words = useWords();
  const text = words.place;
  if (place.state === "looking") return <p className="text-ink-soft">{text.looking}</p>;
  if (place.state === "failed") return <Notice kind="error">{text.failed}</Notice>;
  const bodies = takers(place.offer);
  if (place.offer.categories.length === 0) return <Notice kind="warn">{text.nobody}</Notice>;
  if (bodies.length === 0) return <Notice kind="warn">{words.category.allRefused}</Notice>;
  return (
    <p>
      {bodies.length > 1 ? text.or : text.goesTo} <b>{listed(bodies, words)}</b>.
    </p>
  );
}
