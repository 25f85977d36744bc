import type { ClientActor } from "@/lib/actor";
import { clientRights, hashClientKey } from "@/lib/clients/client-key";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { Recent } from "@/lib/recent";

type Known = { actor: ClientActor; callsPerMinute: number };

const MINUTE_MS = 60_000;

/** Callers of late, by the hash of their key: what is taken from one is gone everywhere after these seconds. */
const known = new Recent<Known>({ capacity: 1000, ttlMs: 5_000 });
const pace = new Recent<number>({ capacity: 1000, ttlMs: MINUTE_MS });

/**
 * Who calls our Open311 server with this key; null for a key that is nobody's, or was revoked, or is one of a body that has
 * retired. Notes, at most once a minute, that the key is in use; a call never fails because of that.
 */
export async function authenticateClient(key: string, now: Date): Promise<ClientActor | null> {
  if (key === "") return null;
  const keyHash = hashClientKey(key);
  const remembered = known.get(keyHash);
  if (remembered) return remembered.actor;
  const row = await db.apiClient.findUnique({ where: { keyHash }, select: whatIsAsked });
  if (!row || row.revokedAt !== null || (row.body && row.body.deletedAt !== null)) return null;
  const { id, name, bodyId, trusted, may, callsPerMinute } = row;
  const rights = clientRights.filter((right) => may.includes(right));
  const actor: ClientActor = { kind: "client", clientId: id, name, bodyId, trusted, may: rights };
  known.set(keyHash, { actor, callsPerMinute });
  pace.set(String(id), callsPerMinute);
  await noteUse(id, row.lastUsedAt, now);
  return actor;
}

const whatIsAsked = {
  ...{ id: true, name: true, bodyId: true, trusted: true, may: true, callsPerMinute: true },
  ...{ revokedAt: true, lastUsedAt: true, body: { select: { deletedAt: true } } },
} as const;

async function noteUse(id: number, lastUsedAt: Date | null, now: Date): Promise<void> {
  const aMinuteAgo = new Date(now.getTime() - MINUTE_MS);
  if (lastUsedAt !== null && lastUsedAt > aMinuteAgo) return;
  try {
    await db.apiClient.updateMany({
      where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: aMinuteAgo } }] },
      data: { lastUsedAt: now },
    });
  } catch (error) {
    log.warn({ err: error, clientId: id }, "the use of a key could not be noted");
  }
}

/** How many calls a minute this caller may make. */
export async function callsPerMinuteOf({ clientId }: ClientActor): Promise<number> {
  const remembered = pace.get(String(clientId));
  if (remembered !== undefined) return remembered;
  const row = await db.apiClient.findUnique({ where: { id: clientId }, select: { callsPerMinute: true } });
  pace.set(String(clientId), row?.callsPerMinute ?? 0);
  return row?.callsPerMinute ?? 0;
}

/** What was changed about a caller holds in this process at once. */
export function forgetClient({ id, keyHash }: { id: number; keyHash: string }): void {
  known.delete(keyHash);
  pace.delete(String(id));
}
