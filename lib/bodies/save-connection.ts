import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { authorize } from "@/lib/auth/permissions";
import { packSettings, redactedSettings, secretsOf } from "@/lib/bodies/connections";
import { contactFault, type FaultableConnection } from "@/lib/bodies/contact-fault";
import { Slug } from "@/lib/bodies/fields";
import { hostOf } from "@/lib/bodies/list-connections";
import { changesBetween } from "@/lib/changes";
import { db, isUniqueViolation, type Prisma, type Tx } from "@/lib/db";
import { invalid, notFound } from "@/lib/errors";
import { RowId, Ticked } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { enqueue } from "@/lib/queue";
import { SendMethod } from "@/prisma/generated/enums";

const t = translator("adminConnections");

const ConnectionColumns = z.object({
  method: z.enum(SendMethod, { error: t("refused.method") }),
  /** As `readSettingsForm` answers them: a secret that is left out stays, an empty one goes. */
  settings: z.record(z.string(), z.unknown()).default({}),
  pullUpdates: Ticked.default(false),
  sendUpdates: Ticked.default(false),
  pullRequests: Ticked.default(false),
  syncServices: Ticked.default(false),
  concurrency: z.coerce
    .number({ error: t("refused.concurrency") })
    .int(t("refused.concurrency"))
    .min(1, t("refused.concurrency"))
    .max(64, t("refused.concurrency"))
    .default(8),
});

export const NewConnection = ConnectionColumns.extend({ bodyId: RowId, slug: Slug });
export type NewConnection = z.input<typeof NewConnection>;

export const ConnectionChange = ConnectionColumns.extend({
  id: RowId,
  /** Save although some of the contacts that use it cannot work with it any more. */
  anyway: Ticked.default(false),
});
export type ConnectionChange = z.input<typeof ConnectionChange>;

/**
 * Adds a way to reach a body's back end. Nothing goes by it until it is the body's default or a contact's own.
 * @throws DomainError `forbidden`, `not_found`; `invalid` with a fault per field
 */
export async function createConnection(actor: Actor, input: NewConnection): Promise<{ id: number }> {
  const { bodyId, slug, settings, ...columns } = read(NewConnection, input);
  authorize(actor, "connection:edit", { bodyIds: [bodyId] });
  const packed = packSettings(columns.method, settings);
  try {
    return await db.$transaction(async (tx) => {
      const body = await tx.body.findUnique({ where: { id: bodyId }, select: { id: true } });
      if (!body) throw notFound(t("refused.body"));
      const row = await tx.connection.create({ data: { bodyId, slug, ...columns, ...packed } });
      await record(tx, actor, "connections.create", {
        bodyId,
        connectionId: row.id,
        subject: { slug },
        after: shown(row) as Prisma.InputJsonObject,
      });
      return { id: row.id };
    });
  } catch (error) {
    if (!isUniqueViolation(error, "slug")) throw error;
    throw invalid(t("refused.form"), { slug: t("refused.slugTaken") });
  }
}

/**
 * Changes how a back end is reached. What waits on hold is looked at again at once.
 * @throws DomainError `forbidden`, `not_found`; `invalid` with a fault per field, and under
 * `anyway` for contacts that could work with it and now cannot
 */
export async function saveConnection(actor: Actor, input: ConnectionChange): Promise<void> {
  const { id, settings, anyway, ...columns } = read(ConnectionChange, input);
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`select id from "Connection" where id = ${id} for update`;
    const row = await tx.connection.findUnique({ where: { id } });
    if (!row) throw notFound(t("refused.connection"));
    authorize(actor, "connection:edit", { bodyIds: [row.bodyId] });
    const packed = packSettings(columns.method, settings, row);
    checkSecrets(row, settings, { method: columns.method, settings: packed.settings });
    if (!anyway) await checkContacts(tx, row, { method: columns.method, settings: packed.settings });
    const changes = changesBetween(shown(row), shownAfter(row, { ...row, ...columns, ...packed }));
    if (!changes) return;
    await tx.connection.update({ where: { id }, data: { ...columns, ...packed } });
    await record(tx, actor, "connections.edit", {
      bodyId: row.bodyId,
      connectionId: id,
      subject: { slug: row.slug },
      ...changes,
    });
    await enqueue(tx, "sweep", {}, { key: "sweep-now" });
  });
}

const read = <Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> =>
  parseInput(schema, input, t("refused.form"));

type Columns = {
  id: number;
  method: SendMethod;
  settings: unknown;
  secrets: string | null;
  pullUpdates: boolean;
  sendUpdates: boolean;
  pullRequests: boolean;
  syncServices: boolean;
  concurrency: number;
};

/** A row for the audit: flat, secrets as dots. */
const shown = (row: Columns): Record<string, unknown> => ({
  method: row.method,
  pullUpdates: row.pullUpdates,
  sendUpdates: row.sendUpdates,
  pullRequests: row.pullRequests,
  syncServices: row.syncServices,
  concurrency: row.concurrency,
  ...Object.fromEntries(
    Object.entries(redactedSettings(row)).map(([key, value]) => [`settings.${key}`, value]),
  ),
});

/** Likewise after a change: that a secret was exchanged for another shows, which does not. */
function shownAfter(before: Columns, after: Columns): Record<string, unknown> {
  const [was, is] = [secretsOf(before), secretsOf(after)];
  const exchanged = Object.keys(is).filter(
    (key) => key in was && JSON.stringify(was[key]) !== JSON.stringify(is[key]),
  );
  return {
    ...shown(after),
    ...Object.fromEntries(exchanged.map((key) => [`settings.${key}`, t("secret.exchanged")])),
  };
}

/** The secrets that are sent to the back end itself. */
const sentAlong: Partial<Record<SendMethod, string>> = { open311: "apiKey", webhook: "headers" };

/**
 * Refuses to send a secret that somebody else typed to another host: whoever may change the address must not learn it so.
 * @param given the settings that came from the form: a secret among them is known to whoever sent it
 */
function checkSecrets(row: Columns, given: Record<string, unknown>, after: FaultableConnection): void {
  const key = sentAlong[after.method];
  if (key === undefined || after.method !== row.method || key in given || !(key in secretsOf(row))) return;
  if (hostOf(row.settings) === hostOf(after.settings)) return;
  throw invalid(t("refused.form"), { [key]: t("refused.secretElsewhere") });
}

/** Refuses when contacts that use the connection could work with it so far and cannot any more. */
async function checkContacts(
  tx: Tx,
  row: { id: number } & FaultableConnection,
  after: FaultableConnection,
): Promise<void> {
  const broken = (await contactsUsing(tx, row.id)).flatMap(({ category, destination }) => {
    const fault = contactFault({ destination }, after);
    return fault && !contactFault({ destination }, row) ? [{ category: category.name, fault }] : [];
  });
  if (broken.length === 0) return;
  const named = broken.slice(0, namedAtMost).map(({ category, fault }) => `${category}: ${fault}`);
  const more = broken.length - named.length;
  const list = [...named, ...(more > 0 ? [t("refused.more", { count: more })] : [])].join(" ");
  throw invalid(t("refused.contacts", { count: broken.length }), { anyway: list });
}

const namedAtMost = 8;

/** The contacts whose reports go by a connection today: as their own, or because it is their body's default. */
function contactsUsing(tx: Tx, connectionId: number) {
  return tx.contact.findMany({
    where: {
      state: { not: "deleted" },
      OR: [
        { connectionId, body: { canBeDevolved: true } },
        { body: { defaultConnectionId: connectionId, canBeDevolved: false } },
        { body: { defaultConnectionId: connectionId }, connectionId: null },
      ],
    },
    orderBy: { category: { name: "asc" } },
    select: { id: true, destination: true, category: { select: { name: true } } },
  });
}

/** The categories that go by a connection today. @throws DomainError `forbidden`, `not_found` */
export async function contactsByConnection(
  actor: Actor,
  connectionId: number,
): Promise<{ id: number; category: string }[]> {
  const row = await db.connection.findUnique({ where: { id: connectionId }, select: { bodyId: true } });
  if (!row) throw notFound(t("refused.connection"));
  authorize(actor, "connection:edit", { bodyIds: [row.bodyId] });
  const contacts = await contactsUsing(db, connectionId);
  return contacts.map(({ id, category }) => ({ id, category: category.name }));
}
