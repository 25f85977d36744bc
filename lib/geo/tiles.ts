import { env } from "@/lib/env";
import { renderTownTile } from "@/lib/geo/town-map/render-tile";
import { log } from "@/lib/log";
import { guardedFetch } from "@/lib/net";
import { Recent } from "@/lib/recent";
import { userAgent } from "@/lib/user-agent";

const HOUR_MS = 3_600_000;
const MOST_BYTES = 1_000_000;
const TIMEOUT_MS = 4_000;

/** A few hundred pictures: what is looked at around here now. */
const pictures = new Recent<Uint8Array>({
  capacity: 16_000_000,
  weigh: (picture) => picture.byteLength,
  ttlMs: 24 * HOUR_MS,
});

/** Deepest zoom a tile of the demo town is drawn at; deeper, browsers enlarge. */
const DEEPEST = 22;

export const isTile = (z: number, x: number, y: number): boolean =>
  [z, x, y].every((n) => Number.isInteger(n) && n >= 0) && z <= DEEPEST && x < 2 ** z && y < 2 ** z;

/** One tile of the demo town as PNG; `scale` 2 for fine screens. */
export async function townTile(z: number, x: number, y: number, scale: 1 | 2 = 1): Promise<Uint8Array> {
  const key = `town ${z}/${x}/${y} ${scale}`;
  const known = pictures.get(key);
  if (known) return known;
  const picture = await renderTownTile(z, x, y, { scale });
  pictures.set(key, picture);
  return picture;
}

/**
 * One tile of the map this installation shows, as the picture's bytes, for pictures we make ourselves: the demo
 * town's, or of the server that TILE_URL names. null when there is none or it cannot be had in four seconds.
 */
export async function fetchTile(z: number, x: number, y: number): Promise<Uint8Array | null> {
  if (!isTile(z, x, y)) return null;
  const template = env.TILE_URL;
  if (template.startsWith("/")) return env.DEMO ? townTile(z, x, y) : null;
  const url = tileUrl(template, z, x, y);
  const known = pictures.get(url);
  if (known) return known;
  const picture = await download(url);
  if (picture) pictures.set(url, picture);
  return picture;
}

/** Leaflet's template: `{s}` one of several hosts, `{r}` for fine screens. */
const tileUrl = (template: string, z: number, x: number, y: number): string =>
  template.replace(
    /\{([zxysr])\}/g,
    (_, name: string) => ({ z, x, y, s: "a", r: "" })[name]?.toString() ?? "",
  );

async function download(url: string): Promise<Uint8Array | null> {
  const headers = { "user-agent": userAgent(), referer: env.SITE_URL, accept: "image/*" };
  try {
    const answer = await guardedFetch(url, {
      method: "GET",
      headers,
      timeoutMs: TIMEOUT_MS,
      maxBytes: MOST_BYTES,
    });
    const isPicture = answer.headers.get("content-type")?.startsWith("image/") && answer.body.byteLength > 0;
    if (answer.status === 200 && isPicture) return answer.body;
    log.warn({ host: new URL(url).host, status: answer.status }, "A map tile was refused");
  } catch (error) {
    log.warn({ host: hostOf(url), phase: (error as { phase?: string }).phase }, "A map tile cannot be had");
  }
  return null;
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : "unknown");
