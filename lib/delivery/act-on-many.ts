import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { type Scope, scopeOf } from "@/lib/auth/scope";
import { db } from "@/lib/db";
import { applyAction, lockDeliveries } from "@/lib/delivery/act";
import { Note } from "@/lib/delivery/act-input";
import { needsNote } from "@/lib/delivery/actions";
import { DeliveryFilter } from "@/lib/delivery/delivery-filter";
import { matchingDeliveries } from "@/lib/delivery/matching-deliveries";
import { DomainError } from "@/lib/errors";
import { listOf, RowId } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";

const t = translator("deliveryActions");

/** What can be done to many at once: nothing that must be told for each by itself. */
export const bulkActions = ["try-now", "resend", "send-again", "skip", "acknowledge", "take-back"] as const;
export type BulkAction = (typeof bulkActions)[number];

/** How many one call takes at most, and how many of them are locked at the same time. */
export const bulkLimit = 1000;
const BATCH = 50;

/** Either these deliveries, or all that a filter means, from the newest on; `after` goes on where an earlier call ended. */
export const ActOnDeliveries = z
  .object({
    ids: listOf(RowId).pipe(z.array(z.number()).max(bulkLimit, t("refused.tooMany"))),
    filter: DeliveryFilter.optional(),
    after: RowId.optional(),
    action: z.enum(bulkActions),
    note: Note,
  })
  .refine(({ ids, filter }) => ids.length > 0 || filter, { path: ["ids"], error: t("refused.many") })
  .refine(({ action, note }) => !needsNote(action) || note !== "", {
    path: ["note"],
    error: t("refused.note"),
  });
export type ActOnDeliveries = z.input<typeof ActOnDeliveries>;

export type ActedOn = {
  done: number;
  refused: { id: number; reason: string }[];
  /** The filter means more than one call takes: call again with this as `after`. */
  next: number | null;
};

/**
 * Does one action to many deliveries, in batches with a transaction each, so that workers are never kept waiting long. Each
 * is judged by itself: one that refuses, such as another body's, keeps no other from it.
 * @throws DomainError `invalid`; `forbidden` for whoever may do it nowhere
 */
export async function actOnDeliveries(actor: Actor, input: ActOnDeliveries): Promise<ActedOn> {
  const scope = scopeOf(actor, "delivery:act");
  const { ids, filter, after, action, note } = parseInput(
    ActOnDeliveries,
    input,
    translator("refusals")("form"),
  );
  const { chosen, next } =
    ids.length > 0 || !filter ? { chosen: ids, next: null } : await choose(scope, filter, after);
  const outcome: ActedOn = { done: 0, refused: [], next };
  for (let start = 0; start < chosen.length; start += BATCH) {
    const batch = chosen.slice(start, start + BATCH);
    const refused = await actOnBatch(actor, batch, action, note);
    outcome.done += batch.length - refused.length;
    outcome.refused.push(...refused);
  }
  return outcome;
}

async function choose(scope: Scope, filter: DeliveryFilter, after: number | undefined) {
  const found = await matchingDeliveries(scope, filter, {
    sort: "-id",
    after: after === undefined ? null : { id: after, dueAt: new Date() },
    limit: bulkLimit + 1,
  });
  const chosen = found.slice(0, bulkLimit).map(({ id }) => id);
  return { chosen, next: found.length > bulkLimit ? (chosen.at(-1) ?? null) : null };
}

function actOnBatch(
  actor: Actor,
  batch: readonly number[],
  action: BulkAction,
  note: string,
): Promise<ActedOn["refused"]> {
  return db.$transaction(async (tx) => {
    const refused: ActedOn["refused"] = [];
    await lockDeliveries(tx, batch);
    for (const deliveryId of batch) {
      try {
        await applyAction(tx, actor, action, { deliveryId, note }, new Date());
      } catch (error) {
        // Refused before anything of it was written: the others of the batch stand.
        if (!(error instanceof DomainError)) throw error;
        refused.push({ id: deliveryId, reason: error.message });
      }
    }
    return refused;
  });
}
