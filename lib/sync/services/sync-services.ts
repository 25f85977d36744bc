import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { translator } from "@/lib/messages";
import { type Lease, withLease } from "@/lib/sync/lease";
import { type Applied, applySync } from "@/lib/sync/services/apply-sync";
import { readHeld, writeHeld } from "@/lib/sync/services/held-sync";
import { type HoldReason, reasonsToHold } from "@/lib/sync/services/hold-back";
import { lookAtServices } from "@/lib/sync/services/look-at-services";
import { forAJob, type Patience } from "@/lib/sync/services/read-services";
import { type SyncDiff, syncDiff } from "@/lib/sync/services/sync-diff";
import type { SyncPlan } from "@/lib/sync/services/sync-plan";
import {
  beginPoll,
  countsOf,
  endPoll,
  type SyncCounts,
  servicesLastTaken,
} from "@/lib/sync/services/sync-poll";
import { findTarget, type SyncTarget } from "@/lib/sync/services/sync-target";
import type { PollTrigger } from "@/prisma/generated/enums";

/** What came of one connection's turn. */
export type Synced =
  | { kind: "done"; counts: SyncCounts }
  /** It waits for a person; nothing was changed. */
  | { kind: "held"; counts: SyncCounts; diff: SyncDiff }
  /** It is wanted, but more than `most`; nothing was changed. */
  | { kind: "large"; counts: SyncCounts }
  /** The list could not be read, or is none: nothing was changed. */
  | { kind: "failed"; reason: string }
  /** Its list is not followed, in words. */
  | { kind: "refused"; reason: string }
  /** Another worker is at it. */
  | { kind: "busy" };

export type SyncOptions = {
  connectionId: number;
  now: Date;
  worker: string;
  trigger?: PollTrigger;
  patience?: Patience;
  /** A person has seen exactly this plan (its diff's fingerprint) and wants it: it is carried out, and any other is held. */
  approved?: string;
  /** More changes than so many are not carried out now: whoever asked does not wait for so long. */
  most?: number;
};

const t = translator("services");

const MINUTE_MS = 60_000;

/**
 * Brings a body's contacts into line with its back end's service list. Nothing is changed when the list cannot be read, is empty, or
 * when a person has to look at it first (`reasonsToHold`). Every change is in the history; where nothing is to be changed nothing is
 * written. Source: spec/integration.md section 8.
 */
export async function syncServices(options: SyncOptions): Promise<Synced> {
  const { connectionId, now, trigger = "schedule" } = options;
  const target = await findTarget(connectionId);
  if ("refused" in target && !target.isFault) return { kind: "refused", reason: target.refused };
  const about = { connectionId, kind: "services" as const };
  const synced = await withLease(about, options, async (lease): Promise<Synced> => {
    if (!("refused" in target)) return sync(lease, target, options);
    // Told like a list that cannot be read, so that it is seen, and not asked about every minute.
    const reason = target.refused;
    const pollId = await beginPoll(connectionId, trigger, t("failed.cutOff"));
    await endPoll(pollId, { startedAt: Date.now(), read: null, error: reason });
    await noteFailure(lease, { now, reason, retryAfterMs: null, usualMs: 60 * MINUTE_MS });
    return { kind: "refused", reason };
  });
  return synced ?? { kind: "busy" };
}

async function sync(lease: Lease, target: SyncTarget, options: SyncOptions): Promise<Synced> {
  const { now, trigger = "schedule", patience = forAJob, approved, most } = options;
  const { connectionId } = target;
  const startedAt = Date.now();
  const pollId = await beginPoll(connectionId, trigger, t("failed.cutOff"));
  const { read, plan } = await lookAtServices(target, patience).catch(async (error: unknown) => {
    await endPoll(pollId, { startedAt, read: null, error: t("failed.fault") });
    throw error;
  });
  if (!read.ok || !plan) {
    const { reason, retryAfterMs } = read.ok ? { reason: t("failed.fault"), retryAfterMs: null } : read;
    await endPoll(pollId, { startedAt, read, error: reason });
    const usualMs = target.settings.syncEveryMinutes * MINUTE_MS;
    await noteFailure(lease, { now, reason, retryAfterMs, usualMs });
    return { kind: "failed", reason };
  }
  const diff = syncDiff(plan);
  const services = read.list.services.length;
  const { because, isApproved } = await reasonsFor(connectionId, plan, { services, diff });
  const isWanted =
    approved === undefined ? isApproved || because.length === 0 : approved === diff.fingerprint;
  const isLarge = isWanted && most !== undefined && plan.changes.length > most;
  let applied: Applied | null = null;
  if (isWanted && !isLarge) {
    applied = await applySync(target, plan).catch(async (error: unknown) => {
      await endPoll(pollId, { startedAt, read, error: t("failed.fault") });
      throw error;
    });
  }
  const counts = countsOf(plan, applied, read.calls);
  await endPoll(pollId, { startedAt, read, counts });
  // What nobody has to look at is left to the next turn, though a person saw another plan.
  const held = applied || because.length === 0 ? null : { because, diff };
  await noteSuccess(lease, target, { now, isInStep: applied !== null, held });
  log.info({ connectionId, ...counts, skipped: plan.left.length }, "service list read");
  if (isLarge) return { kind: "large", counts };
  return applied ? { kind: "done", counts } : { kind: "held", counts, diff };
}

async function reasonsFor(
  connectionId: number,
  plan: SyncPlan,
  { services, diff }: { services: number; diff: SyncDiff },
): Promise<{ because: HoldReason[]; isApproved: boolean }> {
  const mark = await db.watermark.findUniqueOrThrow({
    where: { connectionId_kind: { connectionId, kind: "services" } },
    select: { readUpTo: true, held: true },
  });
  const before = readHeld(mark.held);
  const because = reasonsToHold(plan, services, {
    wasInStep: mark.readUpTo !== null,
    services: await servicesLastTaken(connectionId),
  });
  // What a person wanted none of is not carried out by itself later, whatever has become of the reasons.
  const same = before?.diff.fingerprint === diff.fingerprint ? before : null;
  return {
    because: same?.dismissed && because.length === 0 ? same.because : because,
    isApproved: same?.approved ?? false,
  };
}

/** `readUpTo` of a service list: when the contacts were last in step with it. */
async function noteSuccess(
  { connectionId, holder }: Lease,
  { settings }: SyncTarget,
  { now, isInStep, held }: { now: Date; isInStep: boolean; held: Parameters<typeof writeHeld>[2] },
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.watermark.updateMany({
      where: { connectionId, kind: "services", leasedBy: holder },
      data: {
        lastReadAt: now,
        failures: 0,
        lastError: null,
        dueAt: new Date(now.getTime() + settings.syncEveryMinutes * MINUTE_MS),
        ...(isInStep && { readUpTo: now }),
      },
    });
    // Whoever took over meanwhile says what waits.
    if (count > 0) await writeHeld(tx, connectionId, held, now);
  });
}

/** Tried again after 5, 10, 20 … minutes, never later than it would have been its turn, nor sooner than it asked for. */
async function noteFailure(
  { connectionId, holder }: Lease,
  failure: { now: Date; reason: string; retryAfterMs: number | null; usualMs: number },
): Promise<void> {
  const { now, reason, retryAfterMs, usualMs } = failure;
  const [row] = await db.$queryRaw<{ failures: number }[]>`
    update "Watermark" set failures = failures + 1, "lastError" = ${reason}
    where "connectionId" = ${connectionId} and kind = 'services' and "leasedBy" = ${holder} returning failures`;
  const waitMs = Math.min(2 ** ((row?.failures ?? 1) - 1) * 5 * MINUTE_MS, usualMs);
  await db.watermark.updateMany({
    where: { connectionId, kind: "services", leasedBy: holder },
    data: { dueAt: new Date(now.getTime() + Math.max(waitMs, retryAfterMs ?? 0)) },
  });
}
