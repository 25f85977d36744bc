import { db, type Prisma } from "@/lib/db";
import { photoPath } from "@/lib/urls";
import type { ReportState } from "@/prisma/generated/enums";

/** The privacy boundary of lists: nothing of a person is among it. */
const listedReport = {
  id: true,
  title: true,
  state: true,
  lat: true,
  lon: true,
  address: true,
  confirmedAt: true,
  updatedAt: true,
  category: { select: { name: true } },
  photos: { select: { position: true, hash: true }, orderBy: { position: "asc" }, take: 1 },
} as const satisfies Prisma.ReportSelect;

/** One line of a list, fit for JSON: times are ISO 8601 in UTC. */
export type ListedReport = {
  id: number;
  title: string;
  state: ReportState;
  category: string;
  lat: number;
  lon: number;
  /** Nearest address in words, if one was known. */
  address: string | null;
  confirmedAt: string;
  updatedAt: string;
  /** Path of the first photo, small. */
  thumb: string | null;
  updateCount: number;
};

/** These reports in this order; what is not public (any more) is left out. Three queries, however many they are. */
export async function readListed(ids: readonly number[]): Promise<ListedReport[]> {
  if (ids.length === 0) return [];
  const [rows, counts] = await Promise.all([
    db.report.findMany({ where: { id: { in: [...ids] }, visibility: "public" }, select: listedReport }),
    // Counted apart: as a part of the query above the database would count the updates of all reports.
    db.update.groupBy({
      by: ["reportId"],
      where: { reportId: { in: [...ids] }, visibility: "public" },
      _count: { _all: true },
    }),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const updates = new Map(counts.map(({ reportId, _count }) => [reportId, _count._all]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [listed(row, updates.get(id) ?? 0)] : [];
  });
}

type Row = Prisma.ReportGetPayload<{ select: typeof listedReport }>;

function listed(
  { category, photos: [photo], confirmedAt, updatedAt, ...row }: Row,
  updateCount: number,
): ListedReport {
  return {
    ...row,
    category: category.name,
    confirmedAt: (confirmedAt ?? updatedAt).toISOString(),
    updatedAt: updatedAt.toISOString(),
    // The hash makes the address another one when the photo is exchanged.
    thumb: photo ? `${photoPath(row.id, photo.position, "thumb")}?${photo.hash.slice(0, 8)}` : null,
    updateCount,
  };
}
