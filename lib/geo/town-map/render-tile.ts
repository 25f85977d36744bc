import sharp, { type Sharp } from "sharp";
import { TILE_SIZE } from "@/lib/geo/mercator";
import { colour } from "@/lib/geo/town-map/style";
import { tileSvg } from "@/lib/geo/town-map/tile-svg";

const seaTiles = new Map<number, Promise<Uint8Array>>();

/**
 * One map tile of the demo town as PNG, 256 pixels wide, or 512 at scale 2. Pure: the same address always gives the
 * same picture. Tiles that hold only sea are drawn once and shared.
 */
export async function renderTownTile(
  z: number,
  x: number,
  y: number,
  options: { scale?: 1 | 2 } = {},
): Promise<Uint8Array> {
  const scale = options.scale ?? 1;
  const svg = tileSvg(z, x, y, scale);
  if (svg) return png(sharp(Buffer.from(svg)));
  const known = seaTiles.get(scale) ?? png(seaPicture(TILE_SIZE * scale));
  seaTiles.set(scale, known);
  return known;
}

function seaPicture(size: number): Sharp {
  return sharp({ create: { width: size, height: size, channels: 3, background: colour.sea } });
}

async function png(picture: Sharp): Promise<Uint8Array> {
  return picture.removeAlpha().png({ compressionLevel: 6 }).toBuffer();
}
