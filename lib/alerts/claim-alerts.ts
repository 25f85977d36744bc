import { db, Prisma } from "@/lib/db";
import { keptUnconfirmedDays } from "@/lib/reports/expire";

const day = 86_400_000;

/** Older updates are mailed to nobody. Source: spec/integration.md 1.7. */
export const newsDays = 7;

/** How long a worker that went silent keeps what it wanted to mail. */
export const claimMs = 15 * 60_000;

/** An alert's mail in the making: these updates were claimed together, and are mailed together whoever does it. */
export type Claim = { alertId: number; updateIds: number[] };

type Which = {
  now: Date;
  /** Only what was said about this report. */
  reportId?: number | undefined;
  /** At most so many alerts. */
  limit: number;
};

/**
 * Claims what followers have not been told yet: one worker gets each, and what one of them left behind is claimed again as the
 * same mail. An update counts if it is public, not silent, new, said after the subscription began and not by its owner; a
 * private report's go to its reporter only. One statement. Source: spec/integration.md 1.7.
 * @returns the claims, and their mark to give back with them
 */
export async function claimAlerts(which: Which): Promise<{ claims: Claim[]; until: Date }> {
  const until = new Date(which.now.getTime() + claimMs);
  const rows = await db.$queryRaw<{ alertId: number; updateId: number }[]>`
    with pending as (${pendingAlerts(which)}),
    -- An alert that has a mail left over gets that one first, and as it was.
    chosen as (select "alertId", min(claim) as claim from pending group by "alertId" order by "alertId" limit ${which.limit})
    insert into "AlertSent" ("alertId", "updateId", "claimedUntil")
    select p."alertId", p."updateId", ${until}
    from pending p join chosen c on c."alertId" = p."alertId" and c.claim is not distinct from p.claim
    order by p."alertId", p."updateId"
    on conflict ("alertId", "updateId") do update set "claimedUntil" = excluded."claimedUntil"
      where "AlertSent"."claimedUntil" <= ${which.now}
    returning "alertId", "updateId"`;
  const byAlert = new Map<number, number[]>();
  for (const { alertId, updateId } of rows) byAlert.set(alertId, [...(byAlert.get(alertId) ?? []), updateId]);
  const claims = [...byAlert].map(([alertId, ids]) => ({ alertId, updateIds: ids.sort((a, b) => a - b) }));
  return { claims, until };
}

/**
 * Pairs of an alert and an update that are still to be told, `claim` where somebody began to. Read from the newest updates on by
 * their index: what waited to be confirmed is looked for as far back as anything waits.
 */
export function pendingAlerts({ now, reportId }: Pick<Which, "now" | "reportId">): Prisma.Sql {
  const news = new Date(now.getTime() - newsDays * day);
  const written = new Date(now.getTime() - (newsDays + keptUnconfirmedDays) * day);
  // What a person wrote is said when it was confirmed; what a back end told, when it says so, however late we read it.
  const said = Prisma.sql`case when u.origin in ('citizen', 'reporter', 'staff', 'questionnaire')
    then coalesce(u."confirmedAt", u."createdAt") else u."createdAt" end`;
  return Prisma.sql`
    select a.id as "alertId", u.id as "updateId", s."claimedUntil" as claim
    from "Update" u
    join "Report" r on r.id = u."reportId"
    join "Alert" a on a."reportId" = u."reportId"
    join "User" w on w.id = a."userId"
    left join "AlertSent" s on s."alertId" = a.id and s."updateId" = u.id
    where u.visibility = 'public' and u."createdAt" >= ${written} and not u.silent
      ${reportId === undefined ? Prisma.empty : Prisma.sql`and u."reportId" = ${reportId}`}
      and ${said} >= ${news} and ${said} >= a."createdAt"
      and u."userId" is distinct from a."userId"
      and a.kind = 'report' and a."confirmedAt" is not null and a."disabledAt" is null
      and w.email is not null and w."deletedAt" is null
      and (r.visibility = 'public' or (r.visibility = 'private' and r."reporterId" = a."userId"))
      and (s."alertId" is null or s."claimedUntil" <= ${now})`;
}

/** The mail has left (or never will): nobody sends it again. */
export async function markTold({ alertId, updateIds }: Claim, now: Date): Promise<void> {
  await db.alertSent.updateMany({
    where: { alertId, updateId: { in: updateIds } },
    data: { sentAt: now, claimedUntil: null },
  });
}

/** It could not leave now: whoever looks after `until` may try again, with the same mail. */
export async function putOff({ alertId, updateIds }: Claim, until: Date): Promise<void> {
  await db.alertSent.updateMany({
    where: { alertId, updateId: { in: updateIds }, claimedUntil: { not: null } },
    data: { claimedUntil: until },
  });
}
