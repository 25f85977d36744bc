import { env } from "@/lib/env";
import { translator } from "@/lib/messages";
import { photoPath, pictured } from "@/lib/photo-paths";
import { embeddedMapPath, embeddedReportPath } from "@/lib/published/embed/embed-paths";
import { iframeCode } from "@/lib/published/embed/iframe-code";
import { readPublished } from "@/lib/published/reports/list-published";
import { bodyPage } from "@/lib/reports/body-page";
import { kindOf } from "@/lib/reports/states";
import { largestId } from "@/lib/row-id";
import { siteUrl } from "@/lib/urls";

/** An answer of type "rich" (https://oembed.com, 2.3.4.4). Sizes are pixels, `cache_age` seconds. */
export type OEmbed = {
  version: "1.0";
  type: "rich";
  title: string;
  provider_name: string;
  provider_url: string;
  cache_age: number;
  html: string;
  width: number;
  height: number;
  thumbnail_url?: string;
  thumbnail_width?: number;
  thumbnail_height?: number;
};

/** The most that the other side has room for, in pixels; null = as we like. */
export type Room = { width: number | null; height: number | null };

const card = { width: 480, height: 220 };
const map = { width: 600, height: 450 };
const thumbnail = { width: 320, height: 240 };
/** Short, because a report may be taken down. */
const cacheSeconds = 300;

/**
 * What another site shows for the address of one of our pages: of a report a card, of `/around` and of a body's page their map.
 * Null for any other address, on this site or elsewhere, and for what is not public.
 */
export async function oEmbedOf(address: string, room: Room): Promise<OEmbed | null> {
  const url = ownUrl(address);
  if (!url) return null;
  const path = url.pathname.replace(/\/$/, "");
  const reportId = /^\/report\/([1-9]\d{0,9})$/.exec(path)?.[1];
  if (reportId) return reportCard(Number(reportId), room);
  if (path === "/around") {
    const title = translator("embed")("mapTitle", { site: env.SITE_NAME });
    return rich(title, embeddedMapPath(null, url.searchParams), map, room);
  }
  const slug = /^\/reports\/([^/]{1,100})$/.exec(path)?.[1];
  return slug ? bodyMap(slug, url.searchParams, room) : null;
}

/** An address of this site, however its host is spelled; null for anybody else's and for what is no address. */
function ownUrl(address: string): URL | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  const host = (name: string) => name.replace(/^www\./, "");
  return url && /^https?:$/.test(url.protocol) && host(url.host) === host(new URL(env.SITE_URL).host)
    ? url
    : null;
}

async function reportCard(id: number, room: Room): Promise<OEmbed | null> {
  // A number that no id can be is simply unknown.
  if (id > largestId) return null;
  const [report] = await readPublished([id]);
  if (!report) return null;
  const [photo] = report.photos;
  const place = new URLSearchParams({
    ...{ lat: String(report.lat), lon: String(report.lon), kind: kindOf(report.state) },
    ...{ w: String(thumbnail.width), h: String(thumbnail.height) },
  });
  const picture = photo
    ? pictured(photoPath(id, photo.position, "thumb"), photo.hash)
    : `/api/static-map?${place}`;
  const fits = thumbnail.width <= (room.width ?? Infinity) && thumbnail.height <= (room.height ?? Infinity);
  return {
    ...rich(report.title, embeddedReportPath(id), card, room),
    ...(fits && {
      thumbnail_url: siteUrl(picture),
      thumbnail_width: thumbnail.width,
      thumbnail_height: thumbnail.height,
    }),
  };
}

async function bodyMap(slug: string, params: URLSearchParams, room: Room): Promise<OEmbed | null> {
  const body = await bodyPage(slug);
  if (!body) return null;
  const title = translator("embed")("bodyTitle", { body: body.name });
  return rich(title, embeddedMapPath(body.slug, params), map, room);
}

/** Never larger than there is room for. */
function rich(title: string, path: string, size: { width: number; height: number }, room: Room): OEmbed {
  const width = Math.min(size.width, room.width ?? size.width);
  const height = Math.min(size.height, room.height ?? size.height);
  return {
    version: "1.0",
    type: "rich",
    title,
    provider_name: env.SITE_NAME,
    provider_url: env.SITE_URL,
    cache_age: cacheSeconds,
    html: iframeCode({ path, title, width, height }),
    width,
    height,
  };
}
