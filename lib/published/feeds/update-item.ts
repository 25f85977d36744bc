import type { Point } from "@/lib/geo/point";
import { translator } from "@/lib/messages";
import { pictured, updatePhotoPath } from "@/lib/photo-paths";
import type { FeedItem } from "@/lib/published/feeds/feed";
import { lines, paragraphs, thumbnail } from "@/lib/published/feeds/item-html";
import type { PublishedUpdate } from "@/lib/published/updates/published-update";
import { labelKeyOf } from "@/lib/reports/states";
import { reportUrl, siteUrl } from "@/lib/urls";

/** An update as an item: who says what, and what that made of the report, which lies at `point`. */
export function updateItem(update: PublishedUpdate, point: Point): FeedItem {
  const { id, reportId, body, confirmedAt } = update;
  const [photo] = update.photos;
  return {
    title: titleOf(update),
    url: updateUrl(reportId, id),
    html: htmlOf(update),
    categories: [],
    author: body?.name ?? null,
    publishedAt: confirmedAt,
    updatedAt: confirmedAt,
    point,
    picture: photo ? pictureUrl(id, photo, "full") : null,
  };
}

function titleOf({ body, moved, state }: PublishedUpdate): string {
  const t = translator("feeds");
  if (moved) {
    const label = stateLabel(state);
    return body
      ? t("item.titleMovedBy", { body: body.name, state: label })
      : t("item.titleMoved", { state: label });
  }
  return body ? t("item.titleBy", { body: body.name }) : t("item.title");
}

function htmlOf({ id, reportId, text, moved, state, photos }: PublishedUpdate): string {
  const t = translator("feeds");
  const pictures = photos.map((photo) =>
    thumbnail(pictureUrl(id, photo, "thumb"), t("item.updatePhoto"), updateUrl(reportId, id)),
  );
  return [
    paragraphs(text),
    lines(moved ? [t("item.moved", { state: stateLabel(state) })] : []),
    ...pictures,
  ].join("");
}

const stateLabel = (state: PublishedUpdate["state"]): string =>
  translator("states")(`label.${labelKeyOf(state)}`);

/** Where it stands on the report's page. */
const updateUrl = (reportId: number, id: number): string => `${reportUrl(reportId)}#update-${id}`;

type Photo = PublishedUpdate["photos"][number];

const pictureUrl = (id: number, { position, hash }: Photo, size: "full" | "thumb"): string =>
  siteUrl(pictured(updatePhotoPath(id, position, size), hash));
