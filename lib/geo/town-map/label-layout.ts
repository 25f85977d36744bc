import { type Label, Taken } from "@/lib/geo/town-map/label";
import { lineLabels } from "@/lib/geo/town-map/line-labels";
import { placeLabels } from "@/lib/geo/town-map/place-labels";

const layouts = new Map<number, Label[]>();

/**
 * All names of the town at a zoom. Places come first, then streets by rank. The layout is made once for the
 * whole town and not tile by tile: that is why a name that crosses a tile's edge goes on in the neighbour.
 */
export function labelsFor(zoom: number): Label[] {
  const known = layouts.get(zoom);
  if (known) return known;
  const taken = new Taken();
  const labels = [...placeLabels(zoom, taken), ...lineLabels(zoom, taken)];
  layouts.set(zoom, labels);
  return labels;
}
