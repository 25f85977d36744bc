import sharp from "sharp";
import { type LonLat, TILE_SIZE, toPixel, worldSize } from "@/lib/geo/mercator";
import { straightText, textWidth } from "@/lib/geo/town-map/glyph-text";

export type PinState = "open" | "progress" | "fixed" | "closed";

export type StaticMap = {
  point: LonLat;
  /** A whole zoom level. */
  zoom: number;
  /** Size of the picture in pixels. */
  width: number;
  height: number;
  /** The state that the pin in the middle shows; no pin when left out. */
  pin?: PinState;
  /** Small print in the lower right corner. */
  attribution?: string;
  /** Gives a tile's image file; null, or a rejection, leaves plain paper there. */
  tile: (z: number, x: number, y: number) => Promise<Uint8Array | null>;
};

const PAPER = "#f5f2ea";
/** As everywhere: shape, colour and lightness differ by state, so that no state is told by colour alone. */
const pins: Record<PinState, { fill: string; mark: string }> = {
  open: { fill: "#b45f06", mark: '<circle r="4.2" fill="#fff"/>' },
  progress: { fill: "#1f5f99", mark: '<circle r="4.6" fill="none" stroke="#fff" stroke-width="2.4"/>' },
  fixed: {
    fill: "#2e7042",
    mark: '<path d="M-4.6 .2L-1.4 3.4L4.8 -3.4" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/>',
  },
  closed: {
    fill: "#5b6068",
    mark: '<path d="M-4.6 0H4.6" stroke="#fff" stroke-width="2.8" stroke-linecap="round"/>',
  },
};

/** A still map as PNG with the point in the middle, for pages without JavaScript and for e-mails. */
export async function staticMap({
  point,
  zoom,
  width,
  height,
  pin,
  attribution,
  tile,
}: StaticMap): Promise<Uint8Array> {
  const middle = toPixel(point, zoom);
  const left = Math.round(middle.x - width / 2);
  const top = Math.round(middle.y - height / 2);
  const tiles = await Promise.all(
    tilesUnder(left, top, width, height, zoom).map(async ({ x, y }) => {
      const input = await tile(zoom, wrapped(x, zoom), y).catch(() => null);
      return input ? await cropped(input, x * TILE_SIZE - left, y * TILE_SIZE - top, width, height) : null;
    }),
  );
  const overlay = Buffer.from(overlaySvg(width, height, pin, attribution));
  return sharp({ create: { width, height, channels: 3, background: PAPER } })
    .composite([...tiles.filter((t) => t !== null), { input: overlay, left: 0, top: 0 }])
    .removeAlpha()
    .png({ compressionLevel: 8 })
    .toBuffer();
}

function tilesUnder(left: number, top: number, width: number, height: number, zoom: number) {
  const last = worldSize(zoom) / TILE_SIZE - 1;
  const tiles: { x: number; y: number }[] = [];
  const [fromY, toY] = [Math.floor(top / TILE_SIZE), Math.floor((top + height - 1) / TILE_SIZE)];
  for (let y = Math.max(0, fromY); y <= Math.min(last, toY); y++)
    for (let x = Math.floor(left / TILE_SIZE); x <= Math.floor((left + width - 1) / TILE_SIZE); x++)
      tiles.push({ x, y });
  return tiles;
}

/** The world goes round: a column beyond the date line is one at the other end. */
function wrapped(x: number, zoom: number): number {
  const columns = 2 ** zoom;
  return ((x % columns) + columns) % columns;
}

/** The part of a tile that lies inside the picture; null when the file is no image. */
async function cropped(input: Uint8Array, atX: number, atY: number, width: number, height: number) {
  const [skipX, skipY] = [Math.max(0, -atX), Math.max(0, -atY)];
  const left = Math.max(0, atX);
  const top = Math.max(0, atY);
  const region = {
    left: skipX,
    top: skipY,
    width: Math.min(TILE_SIZE - skipX, width - left),
    height: Math.min(TILE_SIZE - skipY, height - top),
  };
  try {
    const part = await sharp(input)
      .resize(TILE_SIZE, TILE_SIZE, { fit: "fill" })
      .extract(region)
      .png({ compressionLevel: 0 })
      .toBuffer();
    return { input: part, left, top };
  } catch {
    return null;
  }
}

function overlaySvg(width: number, height: number, pin?: PinState, attribution?: string): string {
  const parts: string[] = [];
  if (pin) {
    const { fill, mark } = pins[pin];
    parts.push(
      `<g transform="translate(${width / 2} ${height / 2})"><ellipse rx="7" ry="2.6" fill="#000" fill-opacity=".22"/>` +
        `<path d="M0 0C-3 -7 -13 -14 -13 -24A13 13 0 0 1 13 -24C13 -14 3 -7 0 0Z" fill="${fill}" stroke="#fff" stroke-width="2"/>` +
        `<g transform="translate(0 -24)">${mark}</g></g>`,
    );
  }
  if (attribution) {
    const size = 10;
    const room = textWidth(attribution, "plain", size) + 10;
    parts.push(
      `<rect x="${width - room}" y="${height - 16}" width="${room}" height="16" fill="#fff" fill-opacity=".8"/>` +
        `<path d="${straightText(attribution, "plain", size, width - room + 5, height - 5)}" fill="#3b4148"/>`,
    );
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${parts.join("")}</svg>`;
}
