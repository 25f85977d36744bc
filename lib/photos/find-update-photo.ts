import type { Actor } from "@/lib/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import type { ReportPhoto } from "@/lib/photos/find";

/**
 * The photo of an update at a position, as the actor may see it: null unless both the update and its report are there to be seen.
 * `actor` is asked for only where it matters, so that public photos read no cookie.
 */
export async function findUpdatePhoto(
  updateId: number,
  position: number,
  actor: () => Promise<Actor>,
): Promise<ReportPhoto | null> {
  if (updateId > 2_147_483_647) return null;
  const photo = await db.photo.findFirst({
    where: { updateId, position, update: { visibility: "public" } },
    select: {
      hash: true,
      update: {
        select: {
          report: {
            select: {
              visibility: true,
              reporterId: true,
              categoryId: true,
              deliveries: { select: { bodyId: true } },
            },
          },
        },
      },
    },
  });
  const report = photo?.update?.report;
  if (!photo || !report) return null;
  if (report.visibility === "public") return { hash: photo.hash, public: true };
  if (report.visibility !== "private") return null;
  const subject = {
    ownerId: report.reporterId,
    categoryId: report.categoryId,
    bodyIds: report.deliveries.map(({ bodyId }) => bodyId),
  };
  return may(await actor(), "report:view-private", subject) ? { hash: photo.hash, public: false } : null;
}
