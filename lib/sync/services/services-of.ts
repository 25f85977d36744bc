import type { Actor } from "@/lib/actor";
import { connectionWith } from "@/lib/sync/services/connection-rights";
import { type HeldSync, readHeld } from "@/lib/sync/services/held-sync";
import { refusalOf } from "@/lib/sync/services/sync-target";

/** How a connection's service list is followed; moments in ISO 8601. */
export type FollowedServices = {
  connectionId: number;
  slug: string;
  /** Whether the categories follow the list by themselves. */
  isOn: boolean;
  /** Why the list cannot be looked at, whoever asks; null when it can. */
  refused: string | null;
  mayApply: boolean;
  lastReadAt: string | null;
  /** When the contacts were last in step with it. */
  inStepAt: string | null;
  /** Null while it is not followed. */
  nextAt: string | null;
  isRunning: boolean;
  failures: number;
  lastError: string | null;
  held: (HeldSync & { at: string | null }) | null;
};

/** @throws DomainError `not_found`, `forbidden` */
export async function servicesOf(
  actor: Actor,
  connectionId: number,
  now: Date = new Date(),
): Promise<FollowedServices> {
  const row = await connectionWith(actor, connectionId, "see");
  const [mark] = row.watermarks;
  const held = readHeld(mark?.held);
  const isFollowed = refusalOf(row) === null;
  return {
    connectionId: row.id,
    slug: row.slug,
    isOn: row.syncServices,
    refused: refusalOf(row, true),
    mayApply: row.mayApply,
    lastReadAt: mark?.lastReadAt?.toISOString() ?? null,
    inStepAt: mark?.readUpTo?.toISOString() ?? null,
    nextAt: isFollowed ? (mark?.dueAt ?? now).toISOString() : null,
    isRunning: mark?.leasedUntil != null && mark.leasedUntil > now,
    failures: mark?.failures ?? 0,
    lastError: mark?.lastError ?? null,
    held: held && { ...held, at: mark?.heldAt?.toISOString() ?? null },
  };
}
