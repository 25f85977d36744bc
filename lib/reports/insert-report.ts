import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { createToken, tokenLife } from "@/lib/auth/tokens";
import type { Prisma, Tx } from "@/lib/db";
import { cellOf } from "@/lib/geo/cell";
import { type Point, roundPoint } from "@/lib/geo/point";
import { attachPhotos } from "@/lib/photos/attach";
import { enqueue } from "@/lib/queue";
import type { Checked } from "@/lib/reports/check";
import type { Unpublished } from "@/lib/reports/publish";
import { reportPath } from "@/lib/urls";

/** What a report's row says, however it was posted. */
type NewRow = {
  categoryId: number;
  title: string;
  detail: string;
  usedMap: boolean;
  searchedFor: string;
  name: string;
  phone: string;
  showName: boolean;
  language: string;
  reporterId: number | null;
  formKey?: string;
  service?: string;
  clientId?: number;
  clientReference?: string | null;
  extra?: Prisma.InputJsonObject;
};

type Posted = { row: NewRow; point: Point; photoIds: readonly string[]; checked: Checked };

/** Makes the row of a report with its areas and photos, which nobody sees yet. */
export async function insertReport(
  tx: Tx,
  actor: Actor,
  { row, point, photoIds, checked }: Posted,
  now: Date,
): Promise<Unpublished> {
  const pin = roundPoint(point);
  const report = await tx.report.create({
    data: {
      ...row,
      ...pin,
      cell: cellOf(pin),
      answers: checked.answers,
      createdAt: now,
      updatedAt: now,
      areas: { create: checked.areaIds.map((areaId) => ({ areaId })) },
    },
    select: {
      ...{ id: true, categoryId: true, title: true, name: true, phone: true },
      reporter: { select: { id: true, email: true, name: true, phone: true } },
    },
  });
  await attachPhotos(tx, { reportId: report.id }, photoIds);
  await record(tx, actor, "report.create", { reportId: report.id });
  await enqueue(tx, "look-up-address", { reportId: report.id });
  return report;
}

/** Asks by mail whether the report is really this person's; until they say so it stays unseen. */
export async function askToConfirm(tx: Tx, reportId: number, userId: number, now: Date): Promise<void> {
  const token = await createToken(tx, {
    kind: "confirm_report",
    userId,
    reportId,
    next: reportPath(reportId),
    now,
    ttl: tokenLife.confirm_report,
  });
  await enqueue(tx, "mail-token", { tokenId: token.id });
}
