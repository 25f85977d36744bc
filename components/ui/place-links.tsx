import type { Place } from "@/lib/geo/place";

/** Several places of one name, to choose from: each leads to a page that takes `lat`, `lon` and `q`. */
export function PlaceLinks({ places, page }: { places: readonly Place[]; page: "/around" | "/alert" }) {
  return places.map(({ name, lat, lon }) => (
    <li key={`${name} ${lat} ${lon}`}>
      <a
        href={`${page}?${new URLSearchParams({ lat: String(lat), lon: String(lon), q: name })}`}
        className="flex min-h-12 items-center rounded border border-line bg-surface px-4 py-2 font-semibold hover:border-ink"
      >
        {name}
      </a>
    </li>
  ));
}
