import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { Name, Words } from "@/lib/bodies/fields";
import { changesBetween } from "@/lib/changes";
import { forgetClient } from "@/lib/clients/authenticate";
import { assertTrust, authorizeClient, ownedClient } from "@/lib/clients/authorize-client";
import { hashClientKey, keyHintOf, makeClientKey } from "@/lib/clients/client-key";
import { clientRights } from "@/lib/clients/client-rights";
import { db, isUniqueViolation } from "@/lib/db";
import { invalid, notFound } from "@/lib/errors";
import { listOf, orNull, RowId, Ticked } from "@/lib/form-fields";
import { translator } from "@/lib/messages";

const t = translator("adminClients");

const Details = {
  name: Name,
  may: listOf(z.enum(clientRights)),
  trusted: Ticked,
  callsPerMinute: z.coerce
    .number<unknown>({ error: t("faults.pace") })
    .int(t("faults.pace"))
    .min(1, t("faults.pace"))
    .max(10_000, t("faults.pace")),
  note: Words(2000),
};

export const NewClient = z.object({
  /** The body whose system it is; null = nobody's. It stays so: what the client posts is not sent to that body. */
  bodyId: orNull(RowId),
  ...Details,
});
export type NewClient = z.infer<typeof NewClient>;

export const ClientEdit = z.object({ clientId: RowId, ...Details });
export type ClientEdit = z.infer<typeof ClientEdit>;

/**
 * Makes a caller of our Open311 server.
 * @returns its key, which is told this once
 * @throws DomainError `forbidden`, `not_found` (the body), `invalid` for a name that is taken, or trust that is not the actor's to give
 */
export async function makeClient(actor: Actor, input: NewClient): Promise<{ id: number; key: string }> {
  authorizeClient(actor, input.bodyId);
  assertTrust(actor, null, input);
  const { bodyId, may, ...columns } = input;
  const key = makeClientKey();
  return namedOnce(() =>
    db.$transaction(async (tx) => {
      const body =
        bodyId === null ? true : await tx.body.findFirst({ where: { id: bodyId, deletedAt: null } });
      if (!body) throw notFound(translator("adminBodies")("faults.noBody"));
      const { id } = await tx.apiClient.create({
        data: { ...columns, bodyId, may, keyHash: hashClientKey(key), keyHint: keyHintOf(key) },
        select: { id: true },
      });
      const subject = { clientId: id, name: columns.name };
      await record(tx, actor, "clients.create", { bodyId, subject, after: { ...columns, may } });
      return { id, key };
    }),
  );
}

/** Changes what a client is called and may do. @throws DomainError `not_found`, `forbidden`, `invalid` as `makeClient` */
export async function editClient(actor: Actor, { clientId, ...columns }: ClientEdit): Promise<void> {
  await namedOnce(() =>
    db.$transaction(async (tx) => {
      const row = await ownedClient(tx, actor, clientId);
      assertTrust(actor, row, columns);
      const changes = changesBetween(row, columns);
      if (!changes) return;
      await tx.apiClient.update({ where: { id: clientId }, data: columns });
      const subject = { clientId, name: row.name };
      await record(tx, actor, "clients.edit", { bodyId: row.bodyId, subject, ...changes });
    }),
  );
  await forget(clientId);
}

async function namedOnce<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw isUniqueViolation(error, "name") ? invalid(t("faults.name"), { name: t("faults.name") }) : error;
  }
}

/** Once it is committed, so that nobody remembers it as it was. */
async function forget(clientId: number): Promise<void> {
  const row = await db.apiClient.findUnique({ where: { id: clientId }, select: { id: true, keyHash: true } });
  if (row) forgetClient(row);
}
