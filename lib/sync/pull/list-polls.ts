import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { authorize } from "@/lib/auth/permissions";
import { scopeOf } from "@/lib/auth/scope";
import { db, type Prisma } from "@/lib/db";
import { forbidden, notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { type Page, pageOf, pageSize, readCursor } from "@/lib/page";
import { PollKind } from "@/prisma/generated/enums";

const listedPoll = {
  id: true,
  kind: true,
  state: true,
  trigger: true,
  windowStart: true,
  windowEnd: true,
  startedAt: true,
  durationMs: true,
  counts: true,
  error: true,
  connection: { select: { id: true, slug: true, body: { select: { id: true, name: true } } } },
} as const satisfies Prisma.PollSelect;

const Counts = z.object({
  seen: z.number().catch(0),
  created: z.number().catch(0),
  known: z.number().catch(0),
  dead: z.number().catch(0),
  skipped: z.record(z.string(), z.number()).catch({}),
});
export type ShownCounts = z.output<typeof Counts>;

type Row = Prisma.PollGetPayload<{ select: typeof listedPoll }>;
export type ListedPoll = Omit<Row, "counts"> & { counts: ShownCounts };

const Call = z.object({
  method: z.string(),
  url: z.string(),
  status: z.number().nullable(),
  /** Characters of the answer. */
  size: z.number().catch(0),
  durationMs: z.number(),
});
export type ShownPoll = ListedPoll & {
  calls: z.output<typeof Call>[];
  /** Items of this poll that could not be taken in, and that nobody has dealt with. */
  openLetters: number;
};

const id = z.coerce.number().int().positive().max(2_147_483_647).optional().catch(undefined);

export const PollQuery = z.object({
  connection: id,
  kind: z.enum(PollKind).optional().catch(undefined),
  /** `failed`: could not be read; `news`: brought something; `dead`: some of it could not be taken in. */
  show: z.enum(["failed", "news", "dead"]).optional().catch(undefined),
  cursor: z.string().max(200).optional(),
});

const Cursor = z.tuple([z.coerce.date(), z.number().int()]);

/**
 * What was asked of back ends and what came of it, the latest first. It is about whole bodies, so whoever is limited to some categories
 * sees none.
 * @throws DomainError `forbidden`; `invalid` for a foreign cursor
 */
export async function listPolls(actor: Actor, input: unknown): Promise<Page<ListedPoll>> {
  const { bodyId, categoryIds } = scopeOf(actor, "delivery:view");
  if (categoryIds !== null) throw forbidden(translator("refusals")("forbidden"));
  const { connection, kind, show, cursor } = PollQuery.parse(input);
  const after = readCursor(cursor, Cursor);
  const rows = await db.poll.findMany({
    where: {
      AND: [
        bodyId === null ? {} : { connection: { bodyId } },
        connection === undefined ? {} : { connectionId: connection },
        kind === undefined ? {} : { kind },
        show === "failed" ? { state: "failed" } : {},
        show === "news" ? { counts: { path: ["created"], gt: 0 } } : {},
        show === "dead" ? { counts: { path: ["dead"], gt: 0 } } : {},
        after ? { OR: [{ startedAt: { lt: after[0] } }, { startedAt: after[0], id: { lt: after[1] } }] } : {},
      ],
    },
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    take: pageSize + 1,
    select: listedPoll,
  });
  const { items, next } = pageOf(rows, (last) => [last.startedAt, last.id]);
  return { items: items.map(shown), next };
}

const shown = <One extends { counts: unknown }>({ counts, ...row }: One) => ({
  ...row,
  counts: Counts.parse(counts ?? {}),
});

/** One of them, with its calls. @throws DomainError `not_found`, `forbidden` */
export async function getPoll(actor: Actor, pollId: number): Promise<ShownPoll> {
  scopeOf(actor, "delivery:view");
  const row = await db.poll.findUnique({ where: { id: pollId }, select: { ...listedPoll, calls: true } });
  if (!row) throw notFound(translator("pulls")("none"));
  authorize(actor, "delivery:view", { bodyIds: [row.connection.body.id] });
  const { calls, ...poll } = row;
  return {
    ...shown(poll),
    calls: z.array(Call).catch([]).parse(calls),
    openLetters: await db.deadLetter.count({ where: { pollId, resolvedAt: null } }),
  };
}
