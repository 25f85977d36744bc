import { db, isUniqueViolation, type Prisma, type Tx } from "@/lib/db";
import { backoffMs } from "@/lib/delivery/backoff";
import type { Claim } from "@/lib/delivery/claim";
import { onUnclear } from "@/lib/delivery/on-unclear";
import type { Outcome } from "@/lib/delivery/parcel";
import { enqueue } from "@/lib/queue";

/** What stands in the row after an attempt. */
export type Recorded = "sent" | "failed" | "unclear" | "skipped";

type Attempt = { worker: string; startedAt: Date };

/** Writes an attempt and what came of it in one transaction, and nudges what follows from it. */
export async function recordOutcome(claim: Claim, outcome: Outcome, attempt: Attempt): Promise<Recorded> {
  try {
    return await db.$transaction((tx) => write(tx, claim, outcome, attempt));
  } catch (error) {
    if (outcome.kind !== "sent" || !isUniqueViolation(error, "externalId")) throw error;
    // A back end that repeats a reference: it may or may not have taken this one. A person must look.
    const reason = `The back end answered with the reference ${outcome.externalId}, which another report already has.`;
    const doubtful: Outcome = {
      kind: "failed",
      reason,
      retry: false,
      ambiguous: true,
      exchanges: outcome.exchanges ?? [],
    };
    return await db.$transaction((tx) => write(tx, claim, doubtful, attempt, "hold"));
  }
}

async function write(
  tx: Tx,
  claim: Claim,
  outcome: Outcome,
  attempt: Attempt,
  policy = onUnclear(claim.connection),
): Promise<Recorded> {
  const { delivery } = claim;
  const now = new Date();
  const recorded: Recorded =
    outcome.kind !== "failed" ? outcome.kind : outcome.ambiguous && policy === "hold" ? "unclear" : "failed";
  const row = {
    method: claim.method,
    worker: attempt.worker,
    startedAt: attempt.startedAt,
    durationMs: now.getTime() - attempt.startedAt.getTime(),
    outcome: outcome.kind === "failed" && outcome.ambiguous ? ("unclear" as const) : outcome.kind,
    reason: outcome.kind === "sent" ? null : outcome.reason,
    externalId: outcome.kind === "sent" ? outcome.externalId : null,
    exchanges: JSON.parse(JSON.stringify(outcome.exchanges ?? [])) as Prisma.InputJsonArray,
  };
  // A sweep that took us for dead has written this attempt already; what really came of it is better.
  const key = { deliveryId: delivery.id, number: delivery.attempts };
  await tx.deliveryAttempt.upsert({
    where: { deliveryId_number: key },
    create: { ...key, ...row },
    update: row,
  });
  if (outcome.kind !== "sent" && !(await isStillOurs(tx, claim, attempt.worker))) return recorded;
  const free = { leasedBy: null, leasedUntil: null, inFlight: false };
  if (outcome.kind === "sent") await writeSent(tx, claim, outcome, now);
  else if (outcome.kind === "skipped") {
    await tx.delivery.update({
      where: { id: delivery.id },
      data: { ...free, state: "skipped", lastError: outcome.reason },
    });
  } else {
    const wait = backoffMs({
      attempts: delivery.attempts,
      retry: outcome.retry,
      retryAfterMs: outcome.retryAfterMs,
    });
    await tx.delivery.update({
      where: { id: delivery.id },
      data: {
        ...free,
        state: recorded === "unclear" ? "unclear" : "due",
        dueAt: new Date(now.getTime() + wait),
        lastError: outcome.reason,
        ...(outcome.token && { token: outcome.token }),
      },
    });
  }
  return recorded;
}

/**
 * Whether the row still says that this attempt goes on, or that nobody knows what came of it. Else somebody else has claimed
 * or settled it meanwhile, and only a success is news to them.
 */
async function isStillOurs(tx: Tx, { delivery }: Claim, worker: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ ours: boolean }[]>`
    select attempts = ${delivery.attempts} and (state = 'unclear' or (state = 'sending' and "leasedBy" = ${worker})) as ours
    from "Delivery" where id = ${delivery.id} for update`;
  return row?.ours ?? false;
}

async function writeSent(
  tx: Tx,
  { delivery }: Claim,
  outcome: Outcome & { kind: "sent" },
  now: Date,
): Promise<void> {
  // Locked, so that of two bodies answering at once exactly one is the first.
  await tx.$queryRaw`select id from "Report" where id = ${delivery.reportId} for update`;
  const sentBefore = await tx.delivery.count({
    where: { reportId: delivery.reportId, firstSentAt: { not: null } },
  });
  const { firstSentAt } = await tx.delivery.findUniqueOrThrow({
    where: { id: delivery.id },
    select: { firstSentAt: true },
  });
  await tx.delivery.update({
    where: { id: delivery.id },
    data: {
      state: "sent",
      externalId: outcome.externalId,
      token: null,
      lastError: null,
      sentAt: now,
      firstSentAt: firstSentAt ?? now,
      leasedBy: null,
      leasedUntil: null,
      inFlight: false,
    },
  });
  if (outcome.reportState) {
    await tx.update.create({
      data: {
        reportId: delivery.reportId,
        origin: "system",
        visibility: "public",
        newState: outcome.reportState,
        confirmedAt: now,
      },
    });
  }
  await tx.report.update({
    where: { id: delivery.reportId },
    data: { updatedAt: now, ...(outcome.reportState && { state: outcome.reportState }) },
  });
  if (sentBefore === 0) await enqueue(tx, "mail-report-sent", { reportId: delivery.reportId });
}
