import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { authorize } from "@/lib/auth/permissions";
import { scopeOf } from "@/lib/auth/scope";
import { db, type Prisma } from "@/lib/db";
import { forbidden, notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { type Page, pageOf, pageSize, readCursor } from "@/lib/page";
import { PollKind } from "@/prisma/generated/enums";

const listedLetter = {
  id: true,
  kind: true,
  externalId: true,
  reason: true,
  attempts: true,
  pollId: true,
  createdAt: true,
  lastSeenAt: true,
  resolvedAt: true,
  resolution: true,
  connection: { select: { id: true, slug: true, body: { select: { id: true, name: true } } } },
} as const satisfies Prisma.DeadLetterSelect;

export type ListedLetter = Prisma.DeadLetterGetPayload<{ select: typeof listedLetter }>;

const id = z.coerce.number().int().positive().max(2_147_483_647).optional().catch(undefined);

export const DeadLetterQuery = z.object({
  connection: id,
  body: id,
  poll: id,
  kind: z.enum(PollKind).optional().catch(undefined),
  /** What still waits for somebody, or what has been dealt with. */
  state: z.enum(["open", "resolved"]).catch("open"),
  cursor: z.string().max(200).optional(),
});

const Cursor = z.tuple([z.coerce.date(), z.number().int()]);

/**
 * Items that could not be taken in, those seen last first; of dealt-with ones, those dealt with last. Nobody knows which category an
 * item belongs to, so whoever is limited to some sees none.
 * @throws DomainError `forbidden`; `invalid` for a foreign cursor
 */
export async function listDeadLetters(actor: Actor, input: unknown): Promise<Page<ListedLetter>> {
  const { bodyId, categoryIds } = scopeOf(actor, "delivery:view");
  if (categoryIds !== null) throw forbidden(translator("refusals")("forbidden"));
  const { connection, body, poll, kind, state, cursor } = DeadLetterQuery.parse(input);
  const after = readCursor(cursor, Cursor);
  const by = state === "open" ? "lastSeenAt" : "resolvedAt";
  const rows = await db.deadLetter.findMany({
    where: {
      AND: [
        bodyId === null ? {} : { connection: { bodyId } },
        body === undefined ? {} : { connection: { bodyId: body } },
        connection === undefined ? {} : { connectionId: connection },
        poll === undefined ? {} : { pollId: poll },
        kind === undefined ? {} : { kind },
        { resolvedAt: state === "open" ? null : { not: null } },
        after ? { OR: [{ [by]: { lt: after[0] } }, { [by]: after[0], id: { lt: after[1] } }] } : {},
      ],
    },
    orderBy: [{ [by]: "desc" }, { id: "desc" }],
    take: pageSize + 1,
    select: listedLetter,
  });
  return pageOf(rows, (last) => [last[by], last.id]);
}

export type DeadLetter = ListedLetter & {
  /** The item as it came; under `unreadable` where it could not be read. */
  payload: Prisma.JsonValue;
};

/** One of them, with all that came. @throws DomainError `not_found`, `forbidden` */
export async function getDeadLetter(actor: Actor, letterId: number): Promise<DeadLetter> {
  scopeOf(actor, "delivery:view");
  const row = await db.deadLetter.findUnique({
    where: { id: letterId },
    select: { ...listedLetter, payload: true },
  });
  if (!row) throw notFound(translator("updateDecisions")("letters.none"));
  authorize(actor, "delivery:view", { bodyIds: [row.connection.body.id] });
  return row;
}
