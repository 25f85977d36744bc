import { env } from "@/lib/env";
import { translator } from "@/lib/messages";
import { photoPath, pictured } from "@/lib/photo-paths";
import type { FeedItem } from "@/lib/published/feeds/feed";
import { lines, linkTo, paragraphs, thumbnail } from "@/lib/published/feeds/item-html";
import type { PublishedReport } from "@/lib/published/reports/published-report";
import { labelKeyOf } from "@/lib/reports/states";
import { photoUrl, reportUrl, siteUrl } from "@/lib/urls";

/** A report as an item: what is wrong, its first photo, where it is and how far. */
export function reportItem(report: PublishedReport): FeedItem {
  const { id, title, category, lat, lon, confirmedAt, updatedAt } = report;
  const [photo] = report.photos;
  return {
    title,
    url: reportUrl(id),
    html: htmlOf(report),
    categories: [category.name],
    author: null,
    publishedAt: confirmedAt,
    updatedAt,
    point: { lat, lon },
    picture: photo ? photoUrl(id, photo.position, photo.hash) : null,
  };
}

function htmlOf({ id, detail, category, address, state, photos: [photo], bodies }: PublishedReport): string {
  const t = translator("feeds");
  const states = translator("states");
  const url = reportUrl(id);
  const sent = bodies.filter(({ sentAt }) => sentAt !== null).map(({ name }) => name);
  return [
    photo && thumbnail(thumbUrl(id, photo), t("item.photo"), url),
    paragraphs(detail),
    lines([
      t("item.category", { category: category.name }),
      ...(address ? [t("item.place", { address })] : []),
      t("item.state", { state: states(`label.${labelKeyOf(state)}`) }),
      ...(sent.length > 0 ? [t("item.sent", { bodies: sent.join(", ") })] : []),
    ]),
    linkTo(url, t("item.more", { site: env.SITE_NAME })),
  ]
    .filter(Boolean)
    .join("");
}

const thumbUrl = (id: number, { position, hash }: { position: number; hash: string }): string =>
  siteUrl(pictured(photoPath(id, position, "thumb"), hash));
