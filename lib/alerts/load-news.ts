import type { Claim } from "@/lib/alerts/claim-alerts";
import { db, type Prisma } from "@/lib/db";
import type { ReportState } from "@/prisma/generated/enums";

const alertTold = {
  id: true,
  userId: true,
  createdAt: true,
  user: { select: { email: true, name: true, language: true } },
  report: { select: { id: true, title: true, language: true, reporterId: true } },
} as const satisfies Prisma.AlertSelect;

const updateTold = {
  id: true,
  origin: true,
  text: true,
  emailText: true,
  newState: true,
  stateApplied: true,
  language: true,
  name: true,
  showName: true,
  userId: true,
  createdAt: true,
  body: { select: { name: true, replyTo: true } },
  photos: {
    select: { position: true, hash: true },
    orderBy: [{ position: "asc" }, { id: "asc" }],
  },
} as const satisfies Prisma.UpdateSelect;

export type AlertTold = Prisma.AlertGetPayload<{ select: typeof alertTold }>;
export type UpdateTold = Prisma.UpdateGetPayload<{ select: typeof updateTold }> & {
  /** What the report became by it; null when that did not change. */
  changedTo: ReportState | null;
};
export type News = {
  claim: Claim;
  alert: AlertTold & { report: NonNullable<AlertTold["report"]> };
  /** In the order they were said. */
  updates: UpdateTold[];
};

/**
 * All that the mails of these claims are written from. What was hidden or ended a moment ago is left out: it is judged anew once
 * its claim has ended. The same number of statements, however many.
 */
export async function loadNews(claims: readonly Claim[]): Promise<News[]> {
  const ids = [...new Set(claims.flatMap(({ updateIds }) => updateIds))];
  const [alerts, updates, before] = await Promise.all([
    db.alert.findMany({
      where: {
        id: { in: claims.map(({ alertId }) => alertId) },
        disabledAt: null,
        report: { visibility: { in: ["public", "private"] } },
      },
      select: alertTold,
    }),
    db.update.findMany({
      where: { id: { in: ids }, visibility: "public" },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      select: updateTold,
    }),
    statesBefore(ids),
  ]);
  const byId = new Map(alerts.map((alert) => [alert.id, alert]));
  return claims.flatMap((claim) => {
    const alert = byId.get(claim.alertId);
    const told = updates
      .filter(({ id }) => claim.updateIds.includes(id))
      .map((update) => ({ ...update, changedTo: changeBy(update, before.get(update.id)) }));
    if (!alert?.report || told.length === 0) return [];
    return [{ claim, alert: { ...alert, report: alert.report }, updates: told }];
  });
}

const changeBy = (
  { newState, stateApplied }: { newState: ReportState | null; stateApplied: boolean },
  before: ReportState = "confirmed",
): ReportState | null => (stateApplied && newState !== before ? newState : null);

/** The state that each update found its report in, as the public updates before it tell. */
async function statesBefore(updateIds: readonly number[]): Promise<Map<number, ReportState>> {
  const rows = await db.$queryRaw<{ id: number; before: ReportState | null }[]>`
    select u.id, (
      select p."newState" from "Update" p
      where p."reportId" = u."reportId" and p.visibility = 'public' and p."stateApplied" and p."newState" is not null
        and (p."createdAt", p.id) < (u."createdAt", u.id)
      order by p."createdAt" desc, p.id desc limit 1) as before
    from "Update" u where u.id = any(${[...updateIds]}::int[])`;
  return new Map(rows.flatMap(({ id, before }) => (before ? [[id, before]] : [])));
}
