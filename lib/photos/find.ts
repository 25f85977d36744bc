import type { Actor } from "@/lib/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { draftPhotoLife } from "@/lib/photos/delete-orphaned";

export type ReportPhoto = {
  hash: string;
  /** False for a private report: the actor given may see it, others may not. */
  public: boolean;
};

/**
 * The photo of a report at a position, as the actor may see it: null when it is not there, not confirmed, or hidden or private and
 * not the actor's to see; nobody is told which. `actor` is asked for only where it matters, so that public photos read no cookie.
 */
export async function findReportPhoto(
  reportId: number,
  position: number,
  actor: () => Promise<Actor>,
): Promise<ReportPhoto | null> {
  if (reportId > 2_147_483_647) return null;
  const photo = await db.photo.findFirst({
    where: { reportId, position },
    select: {
      hash: true,
      report: {
        select: {
          visibility: true,
          reporterId: true,
          categoryId: true,
          deliveries: { select: { bodyId: true } },
        },
      },
    },
  });
  if (!photo?.report) return null;
  const { hash, report } = photo;
  if (report.visibility === "public") return { hash, public: true };
  if (report.visibility === "unconfirmed") return null;
  const subject = {
    // What is hidden is hidden from its reporter too; staff must see what they judge.
    ...(report.visibility === "private" && { ownerId: report.reporterId }),
    categoryId: report.categoryId,
    bodyIds: report.deliveries.map(({ bodyId }) => bodyId),
  };
  return may(await actor(), "report:view-private", subject) ? { hash, public: false } : null;
}

/** The hash of a photo that waits for its form to be sent; null when it is unknown, was taken, or is past its day. */
export async function findDraftPhoto(id: string, now: Date = new Date()): Promise<string | null> {
  const photo = await db.photo.findFirst({
    where: {
      id,
      reportId: null,
      updateId: null,
      createdAt: { gte: new Date(now.getTime() - draftPhotoLife) },
    },
    select: { hash: true },
  });
  return photo?.hash ?? null;
}
