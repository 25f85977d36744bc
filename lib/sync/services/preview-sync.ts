import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { conflict } from "@/lib/errors";
import { RowId } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { connectionWith } from "@/lib/sync/services/connection-rights";
import { lookAtServices } from "@/lib/sync/services/look-at-services";
import { forAPerson } from "@/lib/sync/services/read-services";
import { type SyncDiff, syncDiff } from "@/lib/sync/services/sync-diff";
import { findTarget } from "@/lib/sync/services/sync-target";

export const LookAtServices = z.object({ connectionId: RowId });
export type LookAtServices = z.input<typeof LookAtServices>;

/** What a look came to: the differences, or why the list could not be read. */
export type Preview = { ok: true; diff: SyncDiff } | { ok: false; reason: string };

const t = translator("services");

/**
 * Asks a back end for its services and tells what would be changed, whether they are followed already or not. Writes nothing.
 * @throws DomainError `not_found`, `forbidden`; `conflict` where nothing can be asked (paused, a test system)
 */
export async function previewSync(actor: Actor, input: LookAtServices): Promise<Preview> {
  const { connectionId } = parseInput(LookAtServices, input, t("refused.form"));
  await connectionWith(actor, connectionId, "see");
  const target = await findTarget(connectionId, { evenIfOff: true });
  if ("refused" in target) throw conflict(target.refused);
  const { read, plan } = await lookAtServices(target, forAPerson);
  if (read.ok && plan) return { ok: true, diff: syncDiff(plan) };
  return { ok: false, reason: read.ok ? t("failed.fault") : read.reason };
}
