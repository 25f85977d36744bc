import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { may } from "@/lib/auth/permissions";
import { hasSomewhere, type Scope, scopeOf } from "@/lib/auth/scope";
import { redactedSettings } from "@/lib/bodies/connections";
import { db, type Prisma } from "@/lib/db";
import { forbidden, notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { type Page, pageOf, readCursor } from "@/lib/page";
import { SendMethod } from "@/prisma/generated/enums";

/**
 * Whose connections an actor sees: who may change them, and who may see what was sent. A connection belongs to no category, so
 * limits to categories do not count; what is shown of it names no report.
 */
export const connectionScope = (actor: Actor): Scope =>
  scopeOf(actor, hasSomewhere(actor, "connection:edit") ? "connection:edit" : "delivery:view");

const listedConnection = {
  id: true,
  slug: true,
  method: true,
  settings: true,
  pausedAt: true,
  concurrency: true,
  pullUpdates: true,
  sendUpdates: true,
  pullRequests: true,
  syncServices: true,
  body: { select: { id: true, slug: true, name: true, defaultConnectionId: true, canBeDevolved: true } },
  _count: { select: { contacts: { where: { state: { not: "deleted" } } } } },
} as const satisfies Prisma.ConnectionSelect;

export type ListedConnection = {
  id: number;
  slug: string;
  method: SendMethod;
  /** Where its system answers; null for methods without an address. */
  host: string | null;
  pausedAt: string | null;
  /** Who has it when nothing else is said: the body's own default. */
  isDefault: boolean;
  /** How many contacts have it as their own. */
  contacts: number;
  body: { id: number; slug: string; name: string };
};

export const ConnectionQuery = z.object({
  body: z.coerce.number().int().positive().optional().catch(undefined),
  method: z.enum(SendMethod).optional().catch(undefined),
  cursor: z.string().optional(),
});

const Cursor = z.tuple([z.string(), z.number().int()]);

/** Cards are large: a page holds fewer of them than a table has rows. */
const cardsAPage = 30;

/** The connections within the actor's reach, by the name of their body. @throws DomainError `forbidden` */
export async function listConnections(actor: Actor, input: unknown): Promise<Page<ListedConnection>> {
  const { bodyId } = connectionScope(actor);
  const { body, method, cursor } = ConnectionQuery.parse(input);
  const after = readCursor(cursor, Cursor);
  const rows = await db.connection.findMany({
    where: {
      AND: [
        bodyId === null ? {} : { bodyId },
        body === undefined ? {} : { bodyId: body },
        method === undefined ? {} : { method },
        after
          ? { OR: [{ body: { name: { gt: after[0] } } }, { body: { name: after[0] }, id: { gt: after[1] } }] }
          : {},
      ],
    },
    orderBy: [{ body: { name: "asc" } }, { id: "asc" }],
    take: cardsAPage + 1,
    select: listedConnection,
  });
  return pageOf(rows.map(listed), (last) => [last.body.name, last.id], cardsAPage);
}

type Row = Prisma.ConnectionGetPayload<{ select: typeof listedConnection }>;

const listed = (row: Row): ListedConnection => ({
  id: row.id,
  slug: row.slug,
  method: row.method,
  host: hostOf(row.settings),
  pausedAt: row.pausedAt?.toISOString() ?? null,
  isDefault: row.body.defaultConnectionId === row.id,
  contacts: row._count.contacts,
  body: { id: row.body.id, slug: row.body.slug, name: row.body.name },
});

/** The host of the address that a method's settings hold, with its port if it says one. */
export function hostOf(settings: unknown): string | null {
  const { endpoint, url } = (settings ?? {}) as { endpoint?: unknown; url?: unknown };
  const address = endpoint ?? url;
  return typeof address === "string" && URL.canParse(address) ? new URL(address).host : null;
}

export type ShownConnection = ListedConnection & {
  concurrency: number;
  pullUpdates: boolean;
  sendUpdates: boolean;
  pullRequests: boolean;
  syncServices: boolean;
  /** Secrets as dots; null for who may only see how it fares. */
  settings: Record<string, unknown> | null;
  /** Whether nothing has ever used it, so that it may be deleted. */
  unused: boolean;
};

/** One connection as staff see it. @throws DomainError `not_found`, `forbidden` */
export async function getConnection(actor: Actor, id: number): Promise<ShownConnection> {
  const { bodyId } = connectionScope(actor);
  const row = await db.connection.findUnique({
    where: { id },
    select: {
      ...listedConnection,
      secrets: true,
      ...usesOfConnection,
    },
  });
  if (!row) throw notFound(translator("adminConnections")("refused.connection"));
  if (bodyId !== null && row.body.id !== bodyId) throw forbidden(translator("refusals")("forbidden"));
  const mayEdit = may(actor, "connection:edit", { bodyIds: [row.body.id] });
  return {
    ...listed(row),
    concurrency: row.concurrency,
    pullUpdates: row.pullUpdates,
    sendUpdates: row.sendUpdates,
    pullRequests: row.pullRequests,
    syncServices: row.syncServices,
    settings: mayEdit ? redactedSettings(row) : null,
    unused: isUnused(row),
  };
}

/** One row of each kind that can point to a connection. */
export const usesOfConnection = {
  defaultOf: { select: { id: true }, take: 1 },
  contacts: { select: { id: true }, take: 1 },
  deliveries: { select: { id: true }, take: 1 },
  attempts: { select: { id: true }, take: 1 },
  updates: { select: { id: true }, take: 1 },
  updateDeliveries: { select: { id: true }, take: 1 },
  polls: { select: { id: true }, take: 1 },
  deadLetters: { select: { id: true }, take: 1 },
} as const satisfies Prisma.ConnectionSelect;

/** Whether nothing points to a connection, and nothing ever went by it. */
export const isUnused = (row: Record<keyof typeof usesOfConnection, readonly unknown[]>): boolean =>
  Object.keys(usesOfConnection).every((key) => row[key as keyof typeof usesOfConnection].length === 0);
