import { setTimeout as wait } from "node:timers/promises";
import { db } from "@/lib/db";

/** The public servers allow one request a second from the whole installation; the rest is for the network's jitter. */
const SPACING_MS = 1_100;

/**
 * Waits for this provider's next free second, which processes share through one row: each takes the second after the
 * last one taken. The clock is the database's.
 * @returns false, at once, when that would take longer than `maxWaitMs`
 */
export async function takeTurn(provider: string, maxWaitMs: number): Promise<boolean> {
  const turns = await db.$queryRaw<{ waitMs: number }[]>`
    with clock as (select (extract(epoch from clock_timestamp()) * 1000)::bigint as now)
    insert into "RateLimit" as turn (key, points, expire) select ${keyOf(provider)}, 0, now from clock
    on conflict (key) do update set expire = greatest(turn.expire + ${SPACING_MS}::int, excluded.expire)
      where turn.expire + ${SPACING_MS}::int - excluded.expire <= ${maxWaitMs}::int
    returning greatest(0, expire - (select now from clock))::int as "waitMs"`;
  const [turn] = turns;
  if (!turn) return false;
  if (turn.waitMs > 0) await wait(turn.waitMs);
  return true;
}

/** Leaves a provider alone for a while, in every process: it asked for that, or does not answer. */
export async function pause(provider: string, seconds: number): Promise<void> {
  const ms = Math.round(seconds * 1000);
  await db.$executeRaw`
    insert into "RateLimit" as turn (key, points, expire)
      values (${keyOf(provider)}, 0, (extract(epoch from clock_timestamp()) * 1000)::bigint + ${ms}::int)
    on conflict (key) do update set expire = greatest(turn.expire, excluded.expire)`;
}

const keyOf = (provider: string): string => `turn:${provider}`.slice(0, 255);
