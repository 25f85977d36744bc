import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { clientScope } from "@/lib/clients/authorize-client";
import { type ClientRight, clientRights } from "@/lib/clients/client-rights";
import { db, literally, type Prisma } from "@/lib/db";
import { RowId } from "@/lib/form-fields";
import { type Page, pageOf, pageSize, readCursor } from "@/lib/page";

export type ListedClient = {
  id: number;
  name: string;
  /** The body whose system it is. */
  body: { id: number; name: string } | null;
  may: ClientRight[];
  trusted: boolean;
  callsPerMinute: number;
  /** The end of its key. */
  keyHint: string;
  note: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

/** What staff may know of a client: never anything of its key but the end. */
export const listedClient = {
  ...{ id: true, name: true, may: true, trusted: true, callsPerMinute: true, keyHint: true, note: true },
  ...{ createdAt: true, lastUsedAt: true, revokedAt: true, body: { select: { id: true, name: true } } },
} as const satisfies Prisma.ApiClientSelect;

export const ClientQuery = z.object({
  q: z.string().trim().max(200).optional().catch(undefined),
  body: z
    .union([RowId, z.literal("none")])
    .optional()
    .catch(undefined),
  revoked: z.literal("1").optional().catch(undefined),
  cursor: z.string().optional(),
});

const Cursor = z.tuple([z.string(), z.number().int()]);

/** A body's clients, or all of them, by name; those whose key was revoked only when asked for. @throws DomainError `forbidden` */
export async function listClients(actor: Actor, input: unknown): Promise<Page<ListedClient>> {
  const scope = clientScope(actor);
  const { q, body, revoked, cursor } = ClientQuery.parse(input);
  const after = readCursor(cursor, Cursor);
  const rows = await db.apiClient.findMany({
    where: {
      AND: [
        scope === null ? {} : { bodyId: scope },
        body === undefined ? {} : { bodyId: body === "none" ? null : body },
        { revokedAt: revoked ? { not: null } : null },
        q ? { name: { contains: literally(q), mode: "insensitive" } } : {},
        after ? { OR: [{ name: { gt: after[0] } }, { name: after[0], id: { gt: after[1] } }] } : {},
      ],
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: pageSize + 1,
    select: listedClient,
  });
  return pageOf(rows.map(listed), ({ name, id }) => [name, id]);
}

type Row = Prisma.ApiClientGetPayload<{ select: typeof listedClient }>;

export const listed = (row: Row): ListedClient => ({
  ...row,
  may: clientRights.filter((right) => row.may.includes(right)),
});
