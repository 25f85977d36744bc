import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { may } from "@/lib/auth/permissions";
import { type Scope, scopeOf } from "@/lib/auth/scope";
import { db, type Prisma } from "@/lib/db";
import { type Page, pageOf, pageSize, readCursor } from "@/lib/page";
import { InboundMailKind } from "@/prisma/generated/enums";

const id = z.coerce.number().int().positive().max(2_147_483_647).optional().catch(undefined);

/** What the list of mail that came in is asked for; the names are those of the address. */
export const InboundMailQuery = z.object({
  kind: z.enum(InboundMailKind).optional().catch(undefined),
  report: id,
  cursor: z.string().max(200).optional(),
});
export type InboundMailQuery = z.output<typeof InboundMailQuery>;

export type ListedMail = {
  id: number;
  kind: InboundMailKind;
  /** A bounce that will not get better by itself. */
  permanent: boolean;
  receivedAt: Date;
  reportId: number | null;
  deliveryId: number | null;
  /** The body it concerns, where that is clear. */
  body: string | null;
  forAlert: boolean;
  /** Who bounced or wrote; null to whoever may not see who reported, as who wrote may be a citizen. So is the subject empty. */
  address: string | null;
  reason: string;
  decision: string;
};

const columns = {
  id: true,
  kind: true,
  permanent: true,
  receivedAt: true,
  reportId: true,
  deliveryId: true,
  alertId: true,
  address: true,
  reason: true,
  decision: true,
  delivery: { select: { bodyId: true, body: { select: { name: true } } } },
  report: { select: { categoryId: true, deliveries: { select: { bodyId: true } } } },
} as const satisfies Prisma.InboundMailSelect;

type Row = Prisma.InboundMailGetPayload<{ select: typeof columns }>;

/**
 * Mail that came in for our own addresses, the newest first: of the deliveries of the staff's body, and of its reports where it is
 * not clear whose it was; all of it for superusers.
 * @throws DomainError `forbidden`; `invalid` for a cursor that is none
 */
export async function listInboundMail(actor: Actor, query: InboundMailQuery): Promise<Page<ListedMail>> {
  const within = inScope(scopeOf(actor, "delivery:view"));
  const from = readCursor(query.cursor, z.tuple([z.coerce.date(), z.number()]));
  const rows = await db.inboundMail.findMany({
    where: {
      ...within,
      ...(query.kind && { kind: query.kind }),
      ...(query.report && { reportId: query.report }),
      ...(from && { receivedAt: { lte: from[0] }, NOT: { receivedAt: from[0], id: { gte: from[1] } } }),
    },
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
    take: pageSize + 1,
    select: columns,
  });
  const page = pageOf(rows, (row) => [row.receivedAt, row.id]);
  return { ...page, items: page.items.map((row) => listed(actor, row)) };
}

function inScope({ bodyId, categoryIds }: Scope): Prisma.InboundMailWhereInput {
  if (bodyId === null) return {};
  return {
    OR: [{ delivery: { bodyId } }, { deliveryId: null, report: { deliveries: { some: { bodyId } } } }],
    ...(categoryIds && { report: { categoryId: { in: [...categoryIds] } } }),
  };
}

function listed(actor: Actor, { delivery, report, alertId, ...row }: Row): ListedMail {
  const bodyIds = delivery ? [delivery.bodyId] : (report?.deliveries ?? []).map(({ bodyId }) => bodyId);
  const subject = { bodyIds, ...(report && { categoryId: report.categoryId }) };
  const seesWho = row.kind === "bounce" || may(actor, "report:view-reporter", subject);
  return {
    ...row,
    body: delivery?.body.name ?? null,
    forAlert: alertId !== null,
    address: seesWho ? row.address : null,
    reason: seesWho ? row.reason : "",
  };
}
