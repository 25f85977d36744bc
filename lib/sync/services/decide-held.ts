import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { db, type Tx } from "@/lib/db";
import { conflict } from "@/lib/errors";
import { RowId } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { enqueue } from "@/lib/queue";
import { connectionWith } from "@/lib/sync/services/connection-rights";
import { readHeld } from "@/lib/sync/services/held-sync";
import { forAPerson } from "@/lib/sync/services/read-services";
import type { SyncDiff } from "@/lib/sync/services/sync-diff";
import type { SyncCounts } from "@/lib/sync/services/sync-poll";
import { syncServices } from "@/lib/sync/services/sync-services";
import { findTarget } from "@/lib/sync/services/sync-target";

/** `fingerprint`: of the differences that the person has seen. */
export const DecideHeld = z.object({ connectionId: RowId, fingerprint: z.string().min(1).max(100) });
export type DecideHeld = z.input<typeof DecideHeld>;

/** What came of letting differences through. */
export type AppliedSync =
  | { kind: "applied"; counts: SyncCounts }
  /** They are many: the worker carries them out now. */
  | { kind: "started" }
  /** The list, or a contact, is another by now: nothing was changed, and this is what would be. */
  | { kind: "changed"; diff: SyncDiff }
  /** The list could not be read: nothing was changed. */
  | { kind: "failed"; reason: string };

const t = translator("services");

/** So many contacts are changed while the person waits; more are for the worker. */
const few = 25;

/**
 * Lets the differences through that a person has seen: asks the back end once more, and changes the contacts if it is still the same
 * that would be changed; at once if they are few, else by a job.
 * @throws DomainError `not_found`, `forbidden`; `conflict` where it cannot be followed now, or is being followed already
 */
export async function applyHeldSync(
  actor: Actor,
  input: DecideHeld,
  most: number = few,
): Promise<AppliedSync> {
  const { connectionId, fingerprint } = parseInput(DecideHeld, input, t("refused.form"));
  const row = await connectionWith(actor, connectionId, "apply");
  const target = await findTarget(connectionId);
  if ("refused" in target) throw conflict(target.refused);
  const by = actor.kind === "staff" ? `user ${actor.userId}` : actor.kind;
  const synced = await syncServices({
    connectionId,
    now: new Date(),
    worker: by,
    trigger: "person",
    patience: forAPerson,
    approved: fingerprint,
    most,
  });
  switch (synced.kind) {
    case "busy":
      throw conflict(t("refused.busy"));
    case "refused":
      throw conflict(synced.reason);
    case "failed":
      return synced;
    case "held":
      return { kind: "changed", diff: synced.diff };
    case "large":
    case "done":
      break;
  }
  const { skipped: _, ...counts } = synced.counts;
  const isLater = synced.kind === "large";
  await db.$transaction(async (tx) => {
    if (isLater) await approve(tx, connectionId, fingerprint);
    await record(tx, actor, "connections.apply-services", {
      bodyId: row.bodyId,
      connectionId,
      subject: { slug: row.slug },
      after: counts,
    });
  });
  return isLater ? { kind: "started" } : { kind: "applied", counts: synced.counts };
}

/** Makes it the worker's turn, which carries out what was approved, and what nobody has to look at anyway. */
async function approve(tx: Tx, connectionId: number, fingerprint: string): Promise<void> {
  const where = { connectionId_kind: { connectionId, kind: "services" as const } };
  await tx.$queryRaw`
    select 1 from "Watermark" where "connectionId" = ${connectionId} and kind = 'services' for update`;
  const mark = await tx.watermark.findUniqueOrThrow({ where, select: { held: true } });
  const held = readHeld(mark.held);
  const isIt = held?.diff.fingerprint === fingerprint;
  await tx.watermark.update({
    where,
    data: { dueAt: new Date(), ...(isIt && { held: { ...held, approved: true, dismissed: false } }) },
  });
  await enqueue(
    tx,
    "sync-services",
    { connectionId },
    { key: `sync-services:${connectionId}`, maxAttempts: 1 },
  );
}

/**
 * Wants none of what waits: it is not carried out, and asked about again once it would be something else.
 * @throws DomainError `not_found`, `forbidden`; `conflict` when that is not what waits any more
 */
export async function dismissHeldSync(actor: Actor, input: DecideHeld): Promise<void> {
  const { connectionId, fingerprint } = parseInput(DecideHeld, input, t("refused.form"));
  const row = await connectionWith(actor, connectionId, "apply");
  await db.$transaction(async (tx) => {
    const where = { connectionId_kind: { connectionId, kind: "services" as const } };
    await tx.$queryRaw`
      select 1 from "Watermark" where "connectionId" = ${connectionId} and kind = 'services' for update`;
    const mark = await tx.watermark.findUnique({ where, select: { held: true } });
    const held = readHeld(mark?.held);
    if (held?.diff.fingerprint !== fingerprint) throw conflict(t("refused.changed"));
    if (held.dismissed) return;
    const data = { held: { ...held, dismissed: true, approved: false } };
    await tx.watermark.update({ where, data });
    await record(tx, actor, "connections.dismiss-services", {
      bodyId: row.bodyId,
      connectionId,
      subject: { slug: row.slug },
      after: held.diff.counts,
    });
  });
}
