import { backoffMs } from "@/lib/delivery/backoff";
import type { Claim } from "@/lib/delivery/claim";
import type { Recorded, ToRecord } from "@/lib/delivery/line";
import { onUnclear } from "@/lib/delivery/on-unclear";
import type { Exchange } from "@/lib/open311/wire";
import type { AttemptOutcome, DeliveryState, ReportState, SendMethod } from "@/prisma/generated/enums";

/** An attempt and what its delivery becomes, as both are written. */
export type RecordedRow = {
  deliveryId: number;
  reportId: number;
  bodyId: number;
  connectionId: number | null;
  attempts: number;
  worker: string;
  method: SendMethod;
  startedAt: Date;
  endedAt: Date;
  durationMs: number;
  outcome: AttemptOutcome;
  reason: string | null;
  externalId: string | null;
  exchanges: Exchange[];
  recorded: Recorded;
  state: DeliveryState;
  sent: boolean;
  /** Null = as it was. */
  dueAt: Date | null;
  token: string | null;
  sentTo: string[];
  messageId: string | null;
  reportState: ReportState | null;
};

/**
 * What an outcome makes of a delivery. A failure waits for its next attempt; where the body may have it, it stands as unclear unless
 * the connection's policy is to send again.
 */
export function recordedRow(
  { claim, outcome, startedAt, worker }: ToRecord<Claim>,
  policy = onUnclear(claim.connection),
  endedAt = new Date(),
): RecordedRow {
  const { delivery, connection, method } = claim;
  const failed = outcome.kind === "failed" ? outcome : null;
  const sent = outcome.kind === "sent" ? outcome : null;
  const doubtful = failed?.ambiguous === true;
  const recorded: Recorded =
    outcome.kind !== "failed" ? outcome.kind : doubtful && policy === "hold" ? "unclear" : "failed";
  return {
    deliveryId: delivery.id,
    reportId: delivery.reportId,
    bodyId: delivery.body.id,
    connectionId: connection?.id ?? null,
    attempts: delivery.attempts,
    worker,
    method,
    startedAt,
    endedAt,
    durationMs: endedAt.getTime() - startedAt.getTime(),
    outcome: doubtful ? "unclear" : outcome.kind,
    reason: outcome.kind === "sent" ? (outcome.note ?? null) : outcome.reason,
    externalId: sent?.externalId ?? null,
    exchanges: outcome.exchanges ?? [],
    recorded,
    state: recorded === "failed" ? "due" : recorded,
    sent: sent !== null,
    dueAt: failed && new Date(endedAt.getTime() + backoffMs({ attempts: delivery.attempts, ...failed })),
    token: failed?.token ?? null,
    sentTo: sent?.sentTo ?? [],
    messageId: sent?.messageId ?? null,
    reportState: sent?.reportState ?? null,
  };
}
