import { divIcon } from "leaflet";
import { fill } from "@/components/map/fill";
import type { MapWords } from "@/components/map/words";
import { clusterMarkSvg, stateMarkSvg, stateMarks } from "@/components/ui/state-marks";
import type { Cluster } from "@/lib/reports/cluster";
import type { Pin } from "@/lib/reports/pins";
import type { StateKind } from "@/lib/reports/states";

const target = 44;
const compact = new Intl.NumberFormat("en", { notation: "compact" });

/**
 * A pin is a link to its report, with the state and the title as its name; 44 px wide, its tip on the spot.
 * @param apart it opens in a new tab, because the map stands on somebody else's page
 */
export function pinIcon(pin: Pin, words: MapWords, apart: boolean) {
  const link = document.createElement("a");
  link.href = `/report/${pin.id}`;
  if (apart) {
    link.target = "_blank";
    link.rel = "noopener";
  }
  link.className = "map-pin";
  link.draggable = false;
  link.dataset.pin = String(pin.id);
  link.setAttribute("aria-label", fill(words.pin, { kind: words.kind[pin.kind], title: pin.title }));
  link.innerHTML = stateMarkSvg(pin.kind, { height: 36 });
  const name = document.createElement("span");
  name.className = "map-pin-name";
  name.textContent = pin.title;
  link.append(name);
  return divIcon({
    html: link,
    className: "map-mark",
    iconSize: [target, target],
    iconAnchor: [target / 2, 40],
  });
}

/** A cluster is a button that zooms in. */
export function clusterIcon({ counts }: Cluster, words: MapWords) {
  const kinds = stateMarks.filter((kind) => counts[kind]);
  const count = kinds.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "map-cluster";
  const told = kinds.map((kind) =>
    fill(words.clusterKind, { kind: words.kind[kind], count: counts[kind] ?? 0 }),
  );
  button.setAttribute("aria-label", fill(words.clusterLabel, { count, kinds: told.join(", ") }));
  button.innerHTML = clusterMarkSvg(counts, compact.format(count));
  return divIcon({ html: button, className: "map-mark", iconSize: [target, target] });
}

/** The lit or chosen report, larger than its pin; decoration above it. */
export function litIcon(kind: StateKind) {
  return divIcon({
    html: stateMarkSvg(kind, { height: 54, mine: true }),
    className: "map-mark map-lit",
    iconSize: [45, 54],
    iconAnchor: [22.5, 52],
  });
}
