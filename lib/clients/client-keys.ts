import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { isSuperuser } from "@/lib/auth/superuser";
import { Words } from "@/lib/bodies/fields";
import { forgetClient } from "@/lib/clients/authenticate";
import { ownedClient } from "@/lib/clients/authorize-client";
import { hashClientKey, keyHintOf, makeClientKey } from "@/lib/clients/client-key";
import { db } from "@/lib/db";
import { forbidden } from "@/lib/errors";
import { RowId } from "@/lib/form-fields";
import { translator } from "@/lib/messages";

export const ClientChosen = z.object({ clientId: RowId });
export type ClientChosen = z.infer<typeof ClientChosen>;

export const ClientRevoked = ClientChosen.extend({ note: Words(500).default("") });
export type ClientRevoked = z.infer<typeof ClientRevoked>;

/**
 * Gives a client a new key; also one that was revoked, which by that is a client again. The old key ends at once: a key is renewed
 * because somebody may have it who should not. A trusted client's is for superusers: whoever is shown it has the trust with it.
 * @returns the key, which is told this once
 * @throws DomainError `not_found`, `forbidden`
 */
export async function renewClientKey(actor: Actor, { clientId }: ClientChosen): Promise<string> {
  const key = makeClientKey();
  const row = await db.$transaction(async (tx) => {
    const client = await ownedClient(tx, actor, clientId);
    if (client.trusted && !isSuperuser(actor)) {
      throw forbidden(translator("adminClients")("faults.trustedKey"));
    }
    await tx.apiClient.update({
      where: { id: clientId },
      data: { keyHash: hashClientKey(key), keyHint: keyHintOf(key), revokedAt: null },
    });
    const { bodyId, name, keyHint, revokedAt } = client;
    await record(tx, actor, "clients.new-key", {
      ...{ bodyId, subject: { clientId, name } },
      before: { keyHint, revoked: revokedAt !== null },
      after: { keyHint: keyHintOf(key), revoked: false },
    });
    return client;
  });
  forgetClient(row);
  return key;
}

/**
 * Ends a client's key. What it posted stays, as do its numbers. With the key goes the trust: whoever gives it a new one does not give
 * that back.
 * @throws DomainError `not_found`, `forbidden`
 */
export async function revokeClient(
  actor: Actor,
  input: ClientRevoked,
  now: Date = new Date(),
): Promise<void> {
  const { clientId, note } = input;
  const row = await db.$transaction(async (tx) => {
    const client = await ownedClient(tx, actor, clientId);
    if (client.revokedAt !== null) return client;
    await tx.apiClient.update({ where: { id: clientId }, data: { revokedAt: now, trusted: false } });
    const { bodyId, name, trusted } = client;
    await record(tx, actor, "clients.revoke", {
      ...{ bodyId, subject: { clientId, name }, note },
      before: { revoked: false, trusted },
      after: { revoked: true, trusted: false },
    });
    return client;
  });
  forgetClient(row);
}
