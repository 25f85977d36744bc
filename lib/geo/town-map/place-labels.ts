import { once, straightText } from "@/lib/geo/town-map/glyph-text";
import { type Label, type LabelStyle, styledWidth, type Taken } from "@/lib/geo/town-map/label";
import { loadTown, type Shape } from "@/lib/geo/town-map/load-town";
import { poiMark, poiRadius } from "@/lib/geo/town-map/poi-mark";
import { byZoom, colour } from "@/lib/geo/town-map/style";

type Rank = {
  from: number;
  to: number;
  style: (zoom: number) => LabelStyle;
  upper?: boolean;
  mark?: boolean;
};
const ink = (size: number, face: LabelStyle["face"] = "plain", tint: string = colour.ink): LabelStyle => ({
  face,
  size,
  spacing: 0.2,
  colour: tint,
});
const poi = (from: number): Rank => ({ from, to: 19, mark: true, style: (z) => ink(z >= 17 ? 12 : 11) });
/** In order of importance. */
const ranks: Record<string, Rank> = {
  town: {
    from: 9,
    to: 14,
    style: (z) =>
      ink(
        byZoom(
          [
            [9, 13],
            [12, 17],
            [14, 21],
          ],
          z,
        ),
        "strong",
      ),
  },
  village: { from: 11, to: 16, style: (z) => ink(z < 13 ? 11 : 13) },
  quarter: {
    from: 14,
    to: 16,
    upper: true,
    style: () => ({ ...ink(11, "strong", colour.soft), spacing: 1.8 }),
  },
  town_hall: poi(15),
  station: poi(14),
  hospital: poi(14),
  library: poi(16),
  market: poi(16),
  school: poi(15),
  church: poi(16),
  harbour: poi(16),
  castle: poi(16),
  swimming: poi(16),
  sea: {
    from: 12,
    to: 15,
    style: (z) =>
      ink(
        byZoom(
          [
            [12, 12],
            [15, 16],
          ],
          z,
        ),
        "slanted",
        colour.water,
      ),
  },
};
const areas: Record<string, { from: number; tint: string }> = {
  park: { from: 15, tint: colour.green },
  wood: { from: 13, tint: colour.green },
  cemetery: { from: 16, tint: colour.green },
  allotments: { from: 16, tint: colour.green },
  industry: { from: 16, tint: colour.soft },
  water: { from: 12, tint: colour.water },
};

/** Names that stand straight: towns, quarters, points of interest with their mark, parks, woods and lakes. */
export function placeLabels(zoom: number, taken: Taken): Label[] {
  const labels: (Label | undefined)[] = [];
  const places = loadTown().filter((s) => s.layer === "places");
  for (const [kind, rank] of Object.entries(ranks)) {
    if (zoom < rank.from || zoom > rank.to) continue;
    for (const shape of places.filter((s) => s.kind === kind)) {
      const name = rank.upper ? shape.name.toUpperCase() : shape.name;
      const gap = rank.mark ? poiRadius(zoom) + 3 : 0;
      labels.push(
        centred(
          name,
          shape,
          rank.style(zoom),
          2 ** zoom,
          taken,
          rank.mark ? poiMark(kind, zoom) : undefined,
          gap,
        ),
      );
    }
  }
  for (const shape of loadTown()) {
    const area = shape.layer === "land" ? areas[shape.kind] : undefined;
    if (!area || !shape.name || zoom < area.from || shape.name.startsWith("River")) continue;
    const style = ink(zoom >= 16 ? 12 : 11, "slanted", area.tint);
    const room = (shape.box.right - shape.box.left) * 2 ** zoom;
    if (room > longestWord(shape.name, style))
      labels.push(centred(shape.name, shape, style, 2 ** zoom, taken));
  }
  return labels.filter((label) => label !== undefined);
}

function longestWord(text: string, style: LabelStyle): number {
  return Math.max(...text.split(" ").map((word) => styledWidth(word, style)));
}

/** A name in one or two lines, in the middle of a shape, or below its mark. */
function centred(
  text: string,
  shape: Shape,
  style: LabelStyle,
  scale: number,
  taken: Taken,
  mark?: string,
  gap = 0,
): Label | undefined {
  const x = ((shape.box.left + shape.box.right) / 2) * scale;
  const y = ((shape.box.top + shape.box.bottom) / 2) * scale;
  const lines = wrap(text);
  const widths = lines.map((line) => styledWidth(line, style));
  const rise = style.size * 1.15;
  const top = mark ? gap : (-rise * lines.length) / 2;
  const half = Math.max(...widths) / 2;
  const box = {
    left: x - half - 4,
    right: x + half + 4,
    top: y + (mark ? -gap : top) - 3,
    bottom: y + top + rise * lines.length + 3,
  };
  if (!taken.isFree(box)) return undefined;
  taken.add(box);
  const path = once(() =>
    lines
      .map((line, i) =>
        straightText(
          line,
          style.face,
          style.size,
          -(widths[i] as number) / 2,
          top + rise * (i + 0.78),
          style.spacing,
        ),
      )
      .join(""),
  );
  return { text, x, y, box, path, colour: style.colour, ...(mark ? { mark } : {}) };
}

function wrap(text: string): string[] {
  const words = text.split(" ");
  if (text.length < 15 || words.length < 2) return [text];
  const cut = words.length === 2 ? 1 : Math.ceil(words.length / 2);
  return [words.slice(0, cut).join(" "), words.slice(cut).join(" ")];
}
