import { metresPerPixel, TILE_SIZE, tileBounds } from "@/lib/geo/mercator";
import { clipLine, clipRing, overlaps } from "@/lib/geo/town-map/clip";
import { labelsFor } from "@/lib/geo/town-map/label-layout";
import { type Box, type Shape, shapesFor } from "@/lib/geo/town-map/load-town";
import {
  building,
  civic,
  colour,
  ground,
  type RoadStyle,
  roadStyles,
  roadWidth,
} from "@/lib/geo/town-map/style";

/** How far outside the tile things are still drawn, in pixels: wider than half the widest stroke. */
const MARGIN = 48;

/**
 * The tile as SVG in a 256 by 256 view box, or null where there is nothing but sea.
 * A plain walk over all shapes' boxes is enough of an index: three thousand comparisons cost microseconds.
 */
export function tileSvg(z: number, x: number, y: number, scale: number): string | null {
  const zoomed = 2 ** z;
  const [left, top] = [x * TILE_SIZE, y * TILE_SIZE];
  const box: Box = {
    left: (left - MARGIN) / zoomed,
    top: (top - MARGIN) / zoomed,
    right: (left + TILE_SIZE + MARGIN) / zoomed,
    bottom: (top + TILE_SIZE + MARGIN) / zoomed,
  };
  const shapes = shapesFor(z).filter((shape) => overlaps(shape.box, box));
  const labels = labelsFor(z).filter((label) =>
    overlaps(label.box, { left, top, right: left + TILE_SIZE, bottom: top + TILE_SIZE }),
  );
  if (!shapes.length && !labels.length) return null;

  const bounds = tileBounds({ z, x, y });
  const resolution = metresPerPixel((bounds.north + bounds.south) / 2, z);
  const draw = new Drawing(box, zoomed, left, top);
  const of = (layer: string, kind: string) => shapes.filter((s) => s.layer === layer && s.kind === kind);

  const body: string[] = [draw.fill(of("county", ""), colour.land, colour.shore)];
  for (const [kind, look] of Object.entries(ground))
    if (z >= look.from) body.push(draw.fill(of("land", kind), look.fill, z >= 13 ? look.stroke : undefined));
  if (z >= building.from)
    body.push(draw.fill(of("land", "building"), building.fill, z >= 16 ? building.stroke : undefined));
  if (z >= civic.from)
    body.push(draw.fill(of("land", "civic"), civic.fill, z >= 15 ? civic.stroke : undefined));
  if (z >= 15)
    body.push(draw.stroke(of("streets", "path"), "#b5a88f", z >= 17 ? 1.8 : 1.2, z >= 17 ? "5 3" : "3 2"));
  if (z >= 15) body.push(draw.fill(of("land", "bridge"), "#e9e3d7", "#9d9383"));

  const roads = Object.entries(roadStyles).filter(([, style]) => z >= style.from);
  const width = (style: RoadStyle) => roadWidth(style, z, resolution);
  for (const [kind, style] of roads)
    if (width(style) > 1.6)
      body.push(draw.stroke(of("streets", kind), style.casing, width(style) + (z >= 15 ? 2 : 1.4)));
  for (const [kind, style] of roads)
    body.push(
      draw.stroke(
        of("streets", kind),
        width(style) > 1.6 || kind === "residential" ? style.fill : style.casing,
        width(style),
      ),
    );
  if (z >= 11) body.push(rail(draw, of("streets", "rail"), z));
  if (z <= 15) body.push(draw.stroke(of("boundary", ""), colour.border, 1.2, "6 3 1 3", 0.7));

  for (const { x: lx, y: ly, path, mark, colour: ink } of labels)
    body.push(
      `<g transform="translate(${(lx - left).toFixed(1)} ${(ly - top).toFixed(1)})">${mark ?? ""}` +
        `<path d="${path()}" fill="${ink}" stroke="${colour.halo}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"/></g>`,
    );
  const size = TILE_SIZE * scale;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${TILE_SIZE} ${TILE_SIZE}">` +
    `<rect width="100%" height="100%" fill="${colour.sea}"/>${body.join("")}</svg>`
  );
}

function rail(draw: Drawing, tracks: Shape[], z: number): string {
  const width = z >= 17 ? 5 : z >= 15 ? 3.4 : z >= 13 ? 2.4 : 1.6;
  const under = draw.stroke(tracks, "#a39d96", width);
  return z >= 13
    ? under + draw.stroke(tracks, "#f4f1ea", width - 1.4, z >= 16 ? "9 9" : "6 6", 1, "butt")
    : under;
}

/** Turns shapes into path elements of one tile. */
class Drawing {
  constructor(
    private readonly box: Box,
    private readonly zoomed: number,
    private readonly left: number,
    private readonly top: number,
  ) {}

  fill(shapes: Shape[], fill: string, stroke?: string): string {
    const data = shapes
      .flatMap((s) => s.lines)
      .map((ring) => this.path(clipRing(ring, this.box), true))
      .join("");
    if (!data) return "";
    const edge = stroke ? ` stroke="${stroke}" stroke-width="1"` : "";
    return `<path d="${data}" fill="${fill}" fill-rule="evenodd"${edge}/>`;
  }

  stroke(
    shapes: Shape[],
    colourName: string,
    width: number,
    dash?: string,
    opacity = 1,
    cap = "round",
  ): string {
    // A dash must count from the line's own start, or it would jump where tiles meet.
    const parts = shapes
      .flatMap((s) => s.lines)
      .flatMap((line) => (dash ? [Array.from(line)] : clipLine(line, this.box)));
    const data = parts.map((part) => this.path(part, false)).join("");
    if (!data) return "";
    const look = `${dash ? ` stroke-dasharray="${dash}"` : ""}${opacity < 1 ? ` stroke-opacity="${opacity}"` : ""}`;
    return `<path d="${data}" fill="none" stroke="${colourName}" stroke-width="${width.toFixed(2)}" stroke-linecap="${dash ? "butt" : cap}" stroke-linejoin="round"${look}/>`;
  }

  private path(points: number[], close: boolean): string {
    let data = "";
    for (let i = 0; i < points.length; i += 2) {
      const px = (points[i] as number) * this.zoomed - this.left;
      const py = (points[i + 1] as number) * this.zoomed - this.top;
      data += `${i ? "L" : "M"}${px.toFixed(1)} ${py.toFixed(1)}`;
    }
    return data && close ? `${data}Z` : data;
  }
}
