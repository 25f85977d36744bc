import { z } from "zod";
import { db, type Tx } from "@/lib/db";

const id = z.number().int().positive();

/**
 * Every job there is, and what it is told: an id, never data, for the row is the truth and the job only a nudge.
 * Handlers stand in `jobs/handlers.ts`, complete by the compiler.
 */
export const Jobs = {
  /** Attempt one delivery, if it is due. `evenIfPaused`: a person wants exactly this one sent now, whatever it waits for. */
  deliver: z.object({ deliveryId: id, evenIfPaused: z.boolean().optional() }),
  /** Nudge what is due, free expired leases, poll tokens that wait. */
  sweep: z.object({}),
  /** Send updates that are due, or exactly this one, whatever it waits for. */
  "send-updates": z.object({ updateDeliveryId: id.optional(), evenIfPaused: z.boolean().optional() }),
  /** Read a connection's updates: the windows that somebody asked for, and, if it is due, all since the last time. */
  "pull-updates": z.object({ connectionId: id }),
  /** Read the requests that were born at a back end, in the same ways. */
  "pull-requests": z.object({ connectionId: id }),
  /** Take in the requests of a connection that waited for somebody to match their service codes. */
  "take-waiting": z.object({ connectionId: id }),
  /** Do what somebody asked for of a back end's old items: look at them, take them in, or take them back. */
  history: z.object({ runId: id }),
  /** Have every connection look back over the last day. */
  "mop-up": z.object({}),
  /** Bring a connection's contacts into line with its back end's service list. */
  "sync-services": z.object({ connectionId: id }),
  /** Fetch the pictures that back ends spoke of. */
  "fetch-media": z.object({}),
  /** Tell webhooks what has happened, as far as it is due. */
  "send-webhooks": z.object({}),
  /** Tell followers what is new: of one report, or of all. */
  "send-alerts": z.object({ reportId: id.optional() }),
  /** Ask reporters how their reports stand, some weeks after. */
  "send-questionnaires": z.object({}),
  /** Mail one such question. */
  "mail-questionnaire": z.object({ questionnaireId: id }),
  /** Mail the link of a token: confirm a report, sign in, … */
  "mail-token": z.object({ tokenId: id }),
  /** Mail somebody new among the staff the link that lets them in. */
  "mail-invitation": z.object({ tokenId: id }),
  /** Tell the reporter, once, that the report has reached a body. */
  "mail-report-sent": z.object({ reportId: id }),
  /** Find the nearest address of a report's pin, best effort. */
  "look-up-address": z.object({ reportId: id }),
  /** Delete what was never confirmed, used tokens, orphaned photos, stale caches. */
  expire: z.object({}),
} satisfies Record<string, z.ZodType>;

export type JobName = keyof typeof Jobs;
export type JobPayload<Name extends JobName> = z.infer<(typeof Jobs)[Name]>;

type Options = { runAt?: Date; key?: string; maxAttempts?: number };

/**
 * Adds a job in the caller's transaction: it exists if and only if what caused it does.
 * @param options.key a second job with the same key replaces the first while it waits
 * @param options.runAt not before this time
 */
export function enqueue<Name extends JobName>(
  tx: Tx,
  name: Name,
  payload: JobPayload<Name>,
  { key, ...options }: Options = {},
): Promise<void> {
  return enqueueAll(tx, name, [{ payload, ...(key !== undefined && { key }) }], options);
}

/** The same for many jobs at once, in one statement; of several with the same key the last one counts. */
export async function enqueueAll<Name extends JobName>(
  tx: Tx,
  name: Name,
  jobs: readonly { payload: JobPayload<Name>; key?: string }[],
  options: Omit<Options, "key"> = {},
): Promise<void> {
  if (jobs.length === 0) return;
  const byKey = new Map(jobs.map((job, at) => [job.key ?? at, job]));
  const payloads = [...byKey.values()].map(({ payload }) => JSON.stringify(Jobs[name].parse(payload)));
  const keys = [...byKey.values()].map(({ key }) => key ?? null);
  await tx.$executeRaw`
    select count(*) from graphile_worker.add_jobs(array(
      select row(${name}::text, job.payload::json, null::text, ${options.runAt?.toISOString() ?? null}::timestamptz,
        ${options.maxAttempts ?? 25}::smallint, job.key, null::smallint, null::text[])::graphile_worker.job_spec
      from unnest(${payloads}::text[], ${keys}::text[]) as job(payload, key)))`;
}

/**
 * Gives back the jobs of workers that were killed: the queue itself waits four hours for them, a mail should not. No
 * handler takes as long as this, and each may run twice.
 * @returns how many workers were taken for dead
 */
export async function releaseStuckJobs(now: Date): Promise<number> {
  const before = new Date(now.getTime() - 15 * 60_000);
  const dead = await db.$queryRaw<{ worker: string }[]>`
    select distinct locked_by as worker from graphile_worker.jobs where locked_at < ${before}`;
  const workers = dead.map(({ worker }) => worker);
  if (workers.length > 0)
    await db.$executeRaw`select graphile_worker.force_unlock_workers(${workers}::text[])`;
  return workers.length;
}
