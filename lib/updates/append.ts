import { announceAll } from "@/lib/announce";
import type { Tx } from "@/lib/db";
import { planUpdates } from "@/lib/delivery/updates/plan-updates";
import { beginFollowing } from "@/lib/reports/begin-following";
import { type Mover, mayMove } from "@/lib/reports/states";
import { tellFollowers } from "@/lib/reports/tell-followers";
import type { ReportState, UpdateOrigin } from "@/prisma/generated/enums";

/** Who writes updates by hand. */
export type Speaker = Extract<UpdateOrigin, "citizen" | "reporter" | "staff" | "questionnaire">;

/** As whom they move reports. */
const movers: Record<Speaker, Mover> = {
  citizen: "citizen",
  reporter: "reporter",
  questionnaire: "reporter",
  staff: "staff",
};

/** What an update does to its report's state by now: nothing, where its author may not (any more). */
const moves = (from: ReportState, { origin, wanted }: Pick<Appendable, "origin" | "wanted">): boolean =>
  wanted !== null && mayMove(movers[origin], from, wanted);

/** Nothing is left of an update that only wanted a move which is not to be made any more. */
export const saysNothing = (
  report: { state: ReportState },
  update: Pick<Appendable, "origin" | "wanted"> & { text: string; photos: number },
): boolean => update.text === "" && update.photos === 0 && !moves(report.state, update);

export type Appendable = {
  /** Written, but nobody's to see yet (`writeUpdate`). */
  id: number;
  origin: Speaker;
  /** The state that it wants the report to have; null = it says nothing about that. */
  wanted: ReportState | null;
  /** Who wants to be told of whatever comes after it. */
  followerId?: number | null;
  /** The gate stopped it: kept, and shown to nobody before somebody decides so. */
  hidden?: boolean;
};

/**
 * Makes an update that a person wrote real: public from now on, passed on to the bodies that take updates, and told to followers. It
 * moves the report as far as its author may by now; a move that is not allowed (any more) is left out, never the words. The state that
 * the report is in is noted also where it stays as it was, so that it can be sent out. The caller holds the report's lock, and gives it
 * as it stands. Source: spec/integration.md 1.5.
 */
export async function append(
  tx: Tx,
  report: { id: number; state: ReportState },
  { id, origin, wanted, followerId = null, hidden = false }: Appendable,
  now: Date,
): Promise<{ state: ReportState; moved: boolean }> {
  const moved = moves(report.state, { origin, wanted });
  const state = moved && wanted !== null ? wanted : report.state;
  await tx.update.update({
    where: { id },
    data: {
      ...{ visibility: hidden ? "hidden" : "public", createdAt: now, confirmedAt: now },
      // What is not applied is no change to anybody who tells the report's way; of a hidden one it is what showing it would do.
      ...{ newState: state, stateApplied: moved },
    },
  });
  if (hidden) return { state: report.state, moved: false };
  await tx.$executeRaw`
    update "Report" set state = ${state}::"ReportState", "updatedAt" = greatest("updatedAt", ${now}) where id = ${report.id}`;
  if (followerId !== null) await beginFollowing(tx, followerId, report.id, now);
  await planUpdates(tx, [id]);
  await tellFollowers(tx, [report.id], now);
  await announceAll(tx, [
    { event: "update.published", reportId: report.id, updateId: id },
    ...(moved ? [{ event: "report.state_changed", reportId: report.id } as const] : []),
  ]);
  return { state, moved };
}
