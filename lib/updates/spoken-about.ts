import type { Actor } from "@/lib/actor";
import { may } from "@/lib/auth/permissions";
import type { Prisma, Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";

const spokenAbout = {
  id: true,
  state: true,
  visibility: true,
  categoryId: true,
  language: true,
  reporterId: true,
  deliveries: { select: { bodyId: true } },
} as const satisfies Prisma.ReportSelect;

/** A report as whoever writes about it is judged by. */
export type SpokenAbout = Prisma.ReportGetPayload<{ select: typeof spokenAbout }>;

/**
 * A report to write about, locked until the transaction ends, so that its updates come one after the other.
 * @throws DomainError `not_found` for one that is not there for anybody, be it unconfirmed or hidden
 */
export async function lockSpokenAbout(tx: Tx, reportId: number): Promise<SpokenAbout> {
  await tx.$queryRaw`select id from "Report" where id = ${reportId} for no key update`;
  const report = await tx.report.findUnique({ where: { id: reportId }, select: spokenAbout });
  if (!report || report.visibility === "unconfirmed" || report.visibility === "hidden")
    throw notFound(translator("refusals")("report"));
  return report;
}

/**
 * The body in whose name a member of staff writes under a report: their own, where it has the report and they may. Whoever works for
 * another body, or may not, writes as anybody does: null.
 */
export function bodySpokenFor(
  actor: Actor,
  { categoryId, deliveries }: { categoryId: number; deliveries: readonly { bodyId: number }[] },
): number | null {
  if (actor.kind !== "staff" || actor.bodyId === null) return null;
  const { bodyId } = actor;
  if (!deliveries.some((delivery) => delivery.bodyId === bodyId)) return null;
  return may(actor, "report:update", { bodyIds: [bodyId], categoryId }) ? bodyId : null;
}
