import { db, Prisma, type Tx } from "@/lib/db";
import type { Recorded, ToRecord } from "@/lib/delivery/line";
import { onUnclear } from "@/lib/delivery/on-unclear";
import { recorder } from "@/lib/delivery/recorder";
import type { UpdateClaim } from "@/lib/delivery/updates/claim-updates";
import { release } from "@/lib/delivery/updates/release";
import { retryMs } from "@/lib/delivery/updates/retry";
import { type NewUpdateAttempt, withEntry } from "@/lib/delivery/updates/update-history";
import type { DeliveryState } from "@/prisma/generated/enums";

type Written = { recorded: Recorded; more: boolean };

/** Writes an attempt to pass an update on and what came of it, and lets the next of the same delivery go. */
export const recordUpdate = recorder<ToRecord<UpdateClaim>, Written>(commit, async (attempt) => {
  const [written] = await commit([attempt]);
  if (!written) throw new Error("Nothing was written.");
  return written;
});

async function commit(attempts: readonly ToRecord<UpdateClaim>[]): Promise<Written[]> {
  const rows = attempts.map((attempt) => rowOf(attempt));
  const released = await db.$transaction((tx) => write(tx, rows));
  return rows.map(({ recorded }) => ({ recorded, more: released > 0 }));
}

type Row = {
  id: number;
  deliveryId: number;
  attempts: number;
  worker: string;
  recorded: Recorded;
  state: DeliveryState;
  sent: boolean;
  reason: string | null;
  /** Null = as it was. */
  dueAt: Date | null;
  endedAt: Date;
  token: string | null;
  externalId: string | null;
  entry: NewUpdateAttempt;
};

/**
 * What an outcome makes of an update. A failure waits half an hour; where the body may have it, it stands as unclear unless the
 * connection's policy is to send again.
 */
function rowOf({ claim, outcome, startedAt, worker }: ToRecord<UpdateClaim>, endedAt = new Date()): Row {
  const { row, connection, round } = claim;
  const failed = outcome.kind === "failed" ? outcome : null;
  const sent = outcome.kind === "sent" ? outcome : null;
  const doubtful = failed?.ambiguous === true;
  const recorded: Recorded =
    outcome.kind !== "failed"
      ? outcome.kind
      : doubtful && onUnclear(connection) === "hold"
        ? "unclear"
        : "failed";
  const reason = outcome.kind === "sent" ? (outcome.note ?? null) : outcome.reason;
  const externalId = sent?.externalId ?? null;
  return {
    ...{ id: row.id, deliveryId: row.deliveryId, attempts: row.attempts, worker, recorded, endedAt },
    state: recorded === "failed" ? "due" : recorded,
    sent: sent !== null,
    dueAt: failed && new Date(endedAt.getTime() + retryMs(failed.retryAfterMs)),
    token: failed?.token ?? null,
    ...{ reason, externalId },
    entry: {
      ...{ number: row.attempts, round, worker, reason, externalId },
      startedAt: startedAt.toISOString(),
      durationMs: endedAt.getTime() - startedAt.getTime(),
      outcome: doubtful ? "unclear" : failed?.waits ? "waited" : outcome.kind,
      exchanges: outcome.exchanges ?? [],
    },
  };
}

/** In a fixed number of statements, however many rows. @returns how many others may go now */
async function write(tx: Tx, rows: readonly Row[]): Promise<number> {
  const deliveryIds = [...new Set(rows.map(({ deliveryId }) => deliveryId))];
  await tx.$queryRaw`
    select id from "Delivery" where id = any(${deliveryIds}::int[]) order by id for no key update`;
  await tx.$queryRaw`
    select id from "UpdateDelivery" where id = any(${rows.map(({ id }) => id)}::int[]) order by id for no key update`;
  // Whoever has claimed or settled a row meanwhile knows better, but for a success: that is news. What was tried is kept either way.
  const settled = await tx.$queryRaw<{ deliveryId: number; state: DeliveryState }[]>`
    update "UpdateDelivery" u set
      history = ${withEntry(Prisma.sql`one.attempts`, Prisma.sql`one.entry`)},
      state = case when news.it then one.state::"DeliveryState" else u.state end,
      "leasedBy" = case when news.it then null else u."leasedBy" end,
      "leasedUntil" = case when news.it then null else u."leasedUntil" end,
      "inFlight" = u."inFlight" and not news.it,
      "lastError" = case when one.sent then null when news.it then one.reason else u."lastError" end,
      "dueAt" = case when news.it then coalesce(one."dueAt", u."dueAt") else u."dueAt" end,
      token = case when one.sent then null else coalesce(one.token, u.token) end,
      "externalId" = case when one.sent then coalesce(one."externalId", u."externalId") else u."externalId" end,
      "sentAt" = case when one.sent then one."endedAt" else u."sentAt" end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one(id int, attempts int, worker text, state text, sent boolean,
        reason text, "dueAt" timestamptz, "endedAt" timestamptz, token text, "externalId" text, entry jsonb)
      join "UpdateDelivery" stood on stood.id = one.id
      cross join lateral (select one.sent or (stood.attempts = one.attempts and (stood.state = 'unclear'
        or (stood.state = 'sending' and stood."leasedBy" = one.worker))) as it) news
    where u.id = one.id
    returning u."deliveryId", u.state`;
  const over = settled.filter(({ state }) => state === "sent" || state === "skipped");
  const released = await release(
    tx,
    over.map(({ deliveryId }) => deliveryId),
    new Date(),
  );
  return released.length;
}
