import { createHmac } from "node:crypto";
import { isIPv6 } from "node:net";
import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
  RLWrapperTimeouts,
} from "rate-limiter-flexible";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { tooMany } from "@/lib/errors";
import { translator } from "@/lib/messages";

const MINUTES = 60;

/**
 * How often one client may do what costs something, in how many seconds. Offices, schools and mobile networks share
 * an address, so the numbers stop machines, not neighbours.
 */
const limits = {
  geocode: { times: 120, seconds: 1 * MINUTES },
  createReport: { times: 60, seconds: 10 * MINUTES },
  update: { times: 60, seconds: 10 * MINUTES },
  photo: { times: 200, seconds: 10 * MINUTES },
  signIn: { times: 20, seconds: 10 * MINUTES },
  /** Passwords tried from one network, whosever they are. */
  password: { times: 60, seconds: 10 * MINUTES },
  /** Passwords tried for one account from one network, and from anywhere. */
  passwordHere: { times: 10, seconds: 10 * MINUTES },
  passwordAnywhere: { times: 50, seconds: 60 * MINUTES },
  /** Codes of a second factor tried for one account: a million are possible, three are right at any time. */
  code: { times: 10, seconds: 15 * MINUTES },
  /** Files of open data, each of which may hold all there is. */
  download: { times: 120, seconds: 10 * MINUTES },
  /** What a mail server or its service hands over; a storm of bounces waits there for its turn. */
  inboundMail: { times: 3000, seconds: 10 * MINUTES },
  /** Mails passed on about one report: people talk, machines that answer each other do not stop. */
  mailPassedOn: { times: 30, seconds: 60 * MINUTES },
  /** The answer that nobody reads this address, to one sender. */
  noReplyAnswer: { times: 1, seconds: 24 * 60 * MINUTES },
  /** Updates that a back end pushes, and pushes with a wrong key. */
  push: { times: 6000, seconds: 10 * MINUTES },
  pushKey: { times: 30, seconds: 10 * MINUTES },
} satisfies Record<string, { times: number; seconds: number }>;

export type LimitName = keyof typeof limits;

/** A limit must not be what a page waits for: after this the process counts by itself. */
const PATIENCE_MS = 500;

type Query = { text: string; values: unknown[] };
type Row = { points: number; expire: bigint | null };

/** The application's own connections, in the shape of a `pg` client. */
const storeClient = {
  async query({ text, values }: Query): Promise<{ rows: { points: number; expire: number | null }[] }> {
    const rows = await db.$queryRawUnsafe<Row[]>(text, ...values);
    return {
      rows: rows.map(({ points, expire }) => ({ points, expire: expire === null ? null : Number(expire) })),
    };
  },
};

const limiters = new Map<LimitName, RLWrapperTimeouts>();

/** Counts in PostgreSQL, for all processes; in this process's memory while that is slow or away. */
function limiterOf(name: LimitName): RLWrapperTimeouts {
  const known = limiters.get(name);
  if (known) return known;
  const { times: points, seconds: duration } = limits[name];
  const counting = { keyPrefix: name, points, duration };
  const limiter = new RateLimiterPostgres({
    ...counting,
    storeClient,
    storeType: "client",
    tableName: "RateLimit",
    tableCreated: true,
    // Somebody who is over the limit costs no further query.
    inMemoryBlockOnConsumed: points + 1,
    insuranceLimiter: new RateLimiterMemory(counting),
  });
  const patient = new RLWrapperTimeouts({ limiter, timeoutMs: PATIENCE_MS });
  limiters.set(name, patient);
  return patient;
}

/**
 * Counts one more of `name` for each key: a client's address, an e-mail address, or both with a space between.
 * @throws DomainError `too_many`, with the seconds to wait, when one of them is over its limit
 */
export async function limit(name: LimitName, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    try {
      await limiterOf(name).consume(hashed(name, key));
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw overLimit(refused);
    }
  }
}

/**
 * Counts nothing: for what is counted only when it fails.
 * @throws DomainError `too_many`, with the seconds to wait, when one of the keys has used up its limit
 */
export async function assertBelow(name: LimitName, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    const counted = await limiterOf(name).get(hashed(name, key));
    if (counted !== null && counted.consumedPoints >= limits[name].times) throw overLimit(counted);
  }
}

const paces = new RateLimiterMemory({ keyPrefix: "pace", points: 1, duration: 60 });

/**
 * Counts one more call of `key`, in this process only: for what is asked so often that counting it in the database would cost more
 * than answering it.
 * @throws DomainError `too_many`, with the seconds to wait, when there were more in this minute
 */
export async function keepPace(key: string, perMinute: number): Promise<void> {
  const counted = await paces.penalty(networkOf(key));
  if (counted.consumedPoints > perMinute) throw overLimit(counted);
}

/**
 * Counts nothing: for what costs something before it can be counted.
 * @throws DomainError `too_many`, with the seconds to wait, when `key` has used up its calls of this minute
 */
export async function assertPace(key: string, perMinute: number): Promise<void> {
  const counted = await paces.get(networkOf(key));
  if (counted !== null && counted.consumedPoints >= perMinute) throw overLimit(counted);
}

/** For tests that share a process: nobody has called yet. */
export const forgetPace = (key: string): Promise<boolean> => paces.delete(networkOf(key));

function overLimit({ msBeforeNext }: RateLimiterRes) {
  const seconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
  const minutes = Math.ceil(seconds / 60);
  return tooMany(translator("limits")("tooMany", { minutes }), seconds);
}

/** Addresses are personal data: the table holds nothing that leads back to one without SECRET. */
function hashed(name: LimitName, key: string): string {
  const whom = key.trim().toLowerCase().split(" ").map(networkOf).join(" ");
  return createHmac("sha256", env.SECRET).update(`${name}\n${whom}`).digest("base64url");
}

/** One connection has a whole IPv6 /64 to write from. */
function networkOf(key: string): string {
  if (!isIPv6(key) || key.startsWith("::ffff:")) return key.replace(/^::ffff:/, "");
  const [before = "", after] = key.split("::");
  const groups = before.split(":").filter(Boolean);
  const tail = after?.split(":").filter(Boolean) ?? [];
  const zeros =
    after === undefined ? [] : Array<string>(Math.max(0, 8 - groups.length - tail.length)).fill("0");
  return [...groups, ...zeros, ...tail]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}
