import type { RequestUpdate } from "@/lib/open311/documents";
import { sentStatus } from "@/lib/open311/status";
import { pictured, updatePhotoPath } from "@/lib/photo-paths";
import type { KnownToBody } from "@/lib/published/updates/known-to-body";
import type { PublishedUpdate } from "@/lib/published/updates/published-update";
import { siteUrl } from "@/lib/urls";

export type RowOptions = {
  /** Words beyond open and closed, and who says it. */
  extended: boolean;
  /** How the body whose own system asks knows the report. */
  known?: KnownToBody | undefined;
};

/** An update as `servicerequestupdates` shows it. A new state without words has an empty description. */
export function updateRow(update: PublishedUpdate, { extended, known }: RowOptions): RequestUpdate {
  const { id, reportId, text, confirmedAt, photos, author } = update;
  return {
    updateId: String(id),
    serviceRequestId: String(reportId),
    status: statusOf(update, extended, known),
    updatedDatetime: confirmedAt,
    description: text,
    mediaUrls: photos.map(({ position, hash }) =>
      siteUrl(pictured(updatePhotoPath(id, position, "full"), hash)),
    ),
    ...(known?.reference && { fixmystreetId: known.reference }),
    extras: { ...(extended && author !== null && { author }) },
  };
}

/** Whoever does the work is not told how it stands as if that were news: by now it may stand otherwise. */
function statusOf({ state, moved }: PublishedUpdate, extended: boolean, known?: KnownToBody): string {
  if (extended && known?.itsWork && !moved) return "unchanged";
  return sentStatus(state, { extended, markReopen: false, reopened: false }).toLowerCase();
}
