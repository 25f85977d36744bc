import { db } from "@/lib/db";
import { loadContacts } from "@/lib/sync/services/load-contacts";
import { planSync } from "@/lib/sync/services/plan-sync";
import { type Patience, type ReadServices, readServices } from "@/lib/sync/services/read-services";
import type { SyncPlan } from "@/lib/sync/services/sync-plan";
import type { SyncTarget } from "@/lib/sync/services/sync-target";

export type Look = { read: ReadServices; plan: SyncPlan | null };

/** Asks a back end for its services, and plans what would follow. Writes nothing; `plan` null = they could not be read. */
export async function lookAtServices(target: SyncTarget, patience: Patience): Promise<Look> {
  const { bodyId, connectionId, settings } = target;
  const read = await readServices(settings, patience);
  if (!read.ok) return { read, plan: null };
  const contacts = await loadContacts(db, { bodyId }, connectionId);
  return { read, plan: planSync(read.list, contacts, settings) };
}
