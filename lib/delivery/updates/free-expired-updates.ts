import { db, Prisma } from "@/lib/db";
import { retryMs } from "@/lib/delivery/updates/retry";
import { roundOf, withEntry } from "@/lib/delivery/updates/update-history";
import { translator } from "@/lib/messages";

const batch = 500;

/**
 * Frees the claims on updates that ran out, by the rules that hold for reports: where nothing had left yet it is tried again at once;
 * where something had, the body may have it, and it is named unclear unless the connection says to send again. With a token in hand only
 * a question had left. One statement.
 */
export async function freeExpiredUpdates(now: Date): Promise<{ freed: number; unclear: number }> {
  const t = translator("deliveryReasons");
  const entry = Prisma.sql`jsonb_build_object(
    'number', u.attempts, 'round', ${roundOf}, 'startedAt', to_jsonb(coalesce(u."lastAttemptAt", ${now}::timestamptz)), 'durationMs', null,
    'outcome', case when doubt.it then 'unclear' else 'failed' end, 'reason', doubt.reason, 'externalId', null,
    'worker', coalesce(u."leasedBy", ''), 'exchanges', '[]'::jsonb)`;
  const rows = await db.$queryRaw<{ state: string }[]>`
    update "UpdateDelivery" u set
      state = case when doubt.it and not resend.it then 'unclear' else 'due' end::"DeliveryState",
      "dueAt" = case when doubt.it then ${new Date(now.getTime() + retryMs())}::timestamptz else ${now} end,
      "lastError" = doubt.reason, "leasedBy" = null, "leasedUntil" = null, "inFlight" = false,
      history = ${withEntry(Prisma.sql`u.attempts`, entry)}
    from (
      select e.id, e."inFlight" and e.token is null as ambiguous, e."connectionId" from "UpdateDelivery" e
      where e.state = 'sending' and e."leasedUntil" < ${now}
      order by e."leasedUntil" limit ${batch} for no key update skip locked) expired
    left join "Connection" c on c.id = expired."connectionId"
    cross join lateral (select expired.ambiguous as it,
      case when expired.ambiguous then ${t("stoppedAfter")}::text else ${t("stoppedBefore")} end as reason) doubt
    cross join lateral (select coalesce(c.settings ->> 'onUnclear', 'hold') = 'resend' as it) resend
    where u.id = expired.id
    returning u.state::text`;
  return { freed: rows.length, unclear: rows.filter(({ state }) => state === "unclear").length };
}
