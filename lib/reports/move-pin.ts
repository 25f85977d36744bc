import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { announce } from "@/lib/announce";
import { record } from "@/lib/audit";
import { db } from "@/lib/db";
import { Note } from "@/lib/delivery/act-input";
import { invalid } from "@/lib/errors";
import { RowId } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { areasAt } from "@/lib/geo/areas-at";
import { cellOf } from "@/lib/geo/cell";
import { roundPoint } from "@/lib/geo/point";
import { translator } from "@/lib/messages";
import { enqueue } from "@/lib/queue";
import { lockReport } from "@/lib/reports/lock-report";
import { degrees } from "@/lib/reports/new-report";

/** The new place, WGS84 degrees. */
export const MovePin = z.object({ reportId: RowId, lat: degrees(90), lon: degrees(180), note: Note });
export type MovePin = z.input<typeof MovePin>;

/**
 * Moves a report to another place that one of its bodies looks after too: a correction, never a way to send it to somebody else.
 * @throws DomainError `not_found`, `forbidden`; `invalid` under `point` outside of what its bodies look after
 */
export async function movePin(actor: Actor, input: MovePin, now: Date = new Date()): Promise<void> {
  const { reportId, note, ...place } = parseInput(MovePin, input, translator("refusals")("point"));
  const point = roundPoint(place);
  const areaIds = (await areasAt(point)).map(({ id }) => id);
  await db.$transaction(async (tx) => {
    const report = await lockReport(tx, actor, "report:edit", reportId);
    const covering = await tx.body.findFirst({
      where: {
        id: { in: report.deliveries.map(({ bodyId }) => bodyId) },
        areas: { some: { areaId: { in: areaIds } } },
      },
      select: { id: true },
    });
    if (!covering) {
      const fault = translator("reportChanges")("refused.outside");
      throw invalid(fault, { point: fault });
    }
    await tx.report.update({
      where: { id: reportId },
      data: {
        ...{ ...point, cell: cellOf(point), usedMap: true, address: null, updatedAt: now },
        areas: { deleteMany: {}, create: areaIds.map((areaId) => ({ areaId })) },
      },
    });
    await record(tx, actor, "report.move", {
      ...{ reportId, note, bodyId: actor.kind === "staff" ? actor.bodyId : null },
      before: { lat: report.lat, lon: report.lon },
      after: point,
    });
    await enqueue(tx, "look-up-address", { reportId });
    await announce(tx, { event: "report.changed", reportId });
  });
}
