import type { Actor } from "@/lib/actor";
import { connectionScope } from "@/lib/bodies/list-connections";
import { db } from "@/lib/db";
import { type ConnectionHealth, emptySlots, healthSlots, troubleOf } from "@/lib/delivery/health";
import type { AttemptOutcome, PollKind, PollState } from "@/prisma/generated/enums";

const dayMs = 24 * 3_600_000;
/** How many of the latest successes tell how often a connection usually sends. */
const usual = 20;

/**
 * How connections fare: what was sent and read in the last 24 hours, what waits, what went wrong. The same few queries however
 * many connections there are, each answered by an index; those of others are left out.
 * @throws DomainError `forbidden` for who may see no connection at all
 */
export async function connectionHealth(
  actor: Actor,
  connectionIds: readonly number[],
  now: Date = new Date(),
): Promise<Map<number, ConnectionHealth>> {
  const { bodyId } = connectionScope(actor);
  const connections = await db.connection.findMany({
    where: { id: { in: [...connectionIds] }, ...(bodyId !== null && { bodyId }) },
    select: { id: true, method: true, pausedAt: true },
  });
  const ids = connections.map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const [slots, latest, waiting, pace, polls, lastPolls] = await Promise.all([
    readSlots(ids, now),
    readLatest(ids, now),
    readWaiting(ids),
    readPace(ids, now),
    readPollSlots(ids, now),
    readLastPolls(ids),
  ]);
  return new Map(
    connections.map(({ id, method, pausedAt }) => {
      const last = latest.get(id);
      const timed = pace.get(id);
      const strip = emptySlots(now);
      for (const { slot, outcome, count } of slots.get(id) ?? []) addTo(strip[at(slot)], outcome, count);
      for (const { slot, state, count } of polls.get(id) ?? [])
        addTo(strip[at(slot)], state === "failed" ? "pollsFailed" : "polls", count);
      const waits = waiting.get(id) ?? [];
      const count = (state: string) => waits.find((row) => row.state === state)?.count ?? 0;
      const due = waits.find(({ state }) => state === "due");
      const health: Omit<ConnectionHealth, "trouble"> = {
        connectionId: id,
        lastAttemptAt: iso(last?.lastAttempt),
        lastSuccessAt: iso(last?.lastSuccess),
        lastFailure: last?.lastFailure
          ? { at: last.lastFailure.toISOString(), reason: last.lastReason ?? "" }
          : null,
        recent: last?.recent ?? [],
        usualGapMs: gapOf(last),
        lagMs: timed?.lagMs ?? null,
        answerMs: timed?.answerMs ?? null,
        waiting: {
          due: count("due"),
          sending: count("sending"),
          unclear: count("unclear"),
          held: count("held"),
        },
        waitingSince: iso(due?.since),
        dueSince: iso(due?.firstDue),
        nextRetryAt: iso(due?.nextTry),
        slots: strip,
        polls: (lastPolls.get(id) ?? []).map(({ kind, doneAt, failedAt, error }) => ({
          kind,
          lastSuccessAt: iso(doneAt),
          lastFailure:
            failedAt && (!doneAt || failedAt > doneAt)
              ? { at: failedAt.toISOString(), reason: error ?? "" }
              : null,
        })),
      };
      return [id, { ...health, trouble: troubleOf({ ...health, method, paused: pausedAt !== null }, now) }];
    }),
  );
}

const iso = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;
const at = (slot: number) => Math.min(Math.max(slot, 0), healthSlots - 1);

function addTo<Key extends string>(
  slot: Partial<Record<Key, number>> | undefined,
  key: Key,
  count: number,
): void {
  if (slot) slot[key] = (slot[key] ?? 0) + count;
}

function gapOf(last: Latest | undefined): number | null {
  if (!last?.lastSuccess || !last.earliest || last.successes < 5) return null;
  return (last.lastSuccess.getTime() - last.earliest.getTime()) / (last.successes - 1);
}

function group<Row extends { id: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) groups.set(row.id, [...(groups.get(row.id) ?? []), row]);
  return groups;
}
const single = <Row extends { id: number }>(rows: readonly Row[]): Map<number, Row> =>
  new Map(rows.map((row) => [row.id, row]));

type Slot = { id: number; slot: number; outcome: AttemptOutcome; count: number };

/** Slot 0 is the oldest hour, the last one the hour until now. */
const readSlots = async (ids: readonly number[], now: Date) =>
  group(
    await db.$queryRaw<Slot[]>`
      select "connectionId" as id, outcome, count(*)::int as count,
        (${healthSlots} - 1 - floor(extract(epoch from ${now}::timestamptz - "startedAt") / 3600))::int as slot
      from "DeliveryAttempt"
      where "connectionId" = any(${[...ids]}::int[]) and "startedAt" > ${new Date(now.getTime() - dayMs)}
      group by 1, 2, 4`,
  );

type Latest = {
  id: number;
  lastAttempt: Date | null;
  lastSuccess: Date | null;
  earliest: Date | null;
  successes: number;
  recent: AttemptOutcome[];
  lastFailure: Date | null;
  lastReason: string | null;
};

/** The latest success and what came before it, the latest attempts of the day (newest first), and the latest failure. */
const readLatest = async (ids: readonly number[], now: Date) =>
  single(
    await db.$queryRaw<Latest[]>`
      select c.id,
        (select max("startedAt") from "DeliveryAttempt" where "connectionId" = c.id) as "lastAttempt",
        good."lastSuccess", good.earliest, good.successes,
        array(
          select a.outcome::text from "DeliveryAttempt" a
          where a."connectionId" = c.id and a."startedAt" > ${new Date(now.getTime() - dayMs)}
          order by a."startedAt" desc limit 3
        ) as recent,
        bad."startedAt" as "lastFailure", bad.reason as "lastReason"
      from unnest(${[...ids]}::int[]) as c(id)
      cross join lateral (
        select max("startedAt") as "lastSuccess", min("startedAt") as earliest, count(*)::int as successes from (
          select "startedAt" from "DeliveryAttempt"
          where "connectionId" = c.id and outcome = 'sent' order by "startedAt" desc limit ${usual}
        ) latest
      ) good
      left join lateral (
        select * from (
          (select "startedAt", reason from "DeliveryAttempt"
           where "connectionId" = c.id and outcome = 'failed' order by "startedAt" desc limit 1)
          union all
          (select "startedAt", reason from "DeliveryAttempt"
           where "connectionId" = c.id and outcome = 'unclear' order by "startedAt" desc limit 1)
        ) either order by "startedAt" desc limit 1
      ) bad on true`,
  );

type Waiting = {
  id: number;
  state: string;
  count: number;
  since: Date;
  firstDue: Date;
  nextTry: Date | null;
};

/** What waits, since when the longest, and when the next that failed is tried again. */
const readWaiting = async (ids: readonly number[]) =>
  group(
    await db.$queryRaw<Waiting[]>`
      select "connectionId" as id, state::text, count(*)::int as count, min("createdAt") as since,
        min("dueAt") as "firstDue", min("dueAt") filter (where attempts > 0) as "nextTry"
      from "Delivery"
      where "connectionId" = any(${[...ids]}::int[]) and state in ('due', 'sending', 'unclear', 'held')
      group by 1, 2`,
  );

type Pace = { id: number; lagMs: number | null; answerMs: number | null };

/** Medians of the day: from being planned to having arrived, and of the back end's own time. */
const readPace = async (ids: readonly number[], now: Date) =>
  single(
    await db.$queryRaw<Pace[]>`
      select a."connectionId" as id,
        percentile_cont(0.5) within group (order by extract(epoch from d."firstSentAt" - d."createdAt") * 1000)
          filter (where d."firstSentAt" >= a."startedAt") as "lagMs",
        percentile_cont(0.5) within group (order by a."durationMs") as "answerMs"
      from "DeliveryAttempt" a join "Delivery" d on d.id = a."deliveryId"
      where a."connectionId" = any(${[...ids]}::int[]) and a.outcome = 'sent'
        and a."startedAt" > ${new Date(now.getTime() - dayMs)}
      group by 1`,
  );

type PollSlot = { id: number; slot: number; state: PollState; count: number };

const readPollSlots = async (ids: readonly number[], now: Date) =>
  group(
    await db.$queryRaw<PollSlot[]>`
      select "connectionId" as id, state, count(*)::int as count,
        (${healthSlots} - 1 - floor(extract(epoch from ${now}::timestamptz - "startedAt") / 3600))::int as slot
      from "Poll"
      where "connectionId" = any(${[...ids]}::int[]) and kind = any(enum_range(null::"PollKind")) and state in ('done', 'failed')
        and "startedAt" > ${new Date(now.getTime() - dayMs)}
      group by 1, 2, 4`,
  );

type LastPoll = {
  id: number;
  kind: PollKind;
  doneAt: Date | null;
  failedAt: Date | null;
  error: string | null;
};

/** The latest poll of each kind that went well, and the latest that did not. */
const readLastPolls = async (ids: readonly number[]) =>
  group(
    await db.$queryRaw<LastPoll[]>`
      select c.id, k.kind, done."startedAt" as "doneAt", failed."startedAt" as "failedAt", failed.error
      from unnest(${[...ids]}::int[]) as c(id) cross join unnest(enum_range(null::"PollKind")) as k(kind)
      left join lateral (
        select "startedAt" from "Poll" where "connectionId" = c.id and kind = k.kind and state = 'done'
        order by "startedAt" desc limit 1
      ) done on true
      left join lateral (
        select "startedAt", error from "Poll" where "connectionId" = c.id and kind = k.kind and state = 'failed'
        order by "startedAt" desc limit 1
      ) failed on true
      where done."startedAt" is not null or failed."startedAt" is not null`,
  );
