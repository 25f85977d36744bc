import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { scopeOf } from "@/lib/auth/scope";
import { db, literally, type Prisma } from "@/lib/db";
import { type Page, pageOf, pageSize, readCursor } from "@/lib/page";

const id = z.coerce.number().int().positive().max(2_147_483_647).optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);

/** What the audit log is asked for; the names are those of the address. */
export const AuditQuery = z.object({
  /** Part of a name or e-mail address of who did it. */
  q: z.string().trim().max(200).optional().catch(undefined),
  action: z.string().max(100).optional().catch(undefined),
  body: id,
  report: id,
  contact: id,
  connection: id,
  since: day,
  until: day,
  cursor: z.string().max(200).optional(),
});
export type AuditQuery = z.output<typeof AuditQuery>;

/** What of an entry is shown. */
export const shownEntry = {
  id: true,
  at: true,
  actorKind: true,
  actorName: true,
  user: { select: { id: true, name: true, email: true } },
  action: true,
  body: { select: { id: true, name: true } },
  reportId: true,
  contactId: true,
  connectionId: true,
  subject: true,
  before: true,
  after: true,
  note: true,
} as const satisfies Prisma.AuditEntrySelect;

export type AuditEntry = Prisma.AuditEntryGetPayload<{ select: typeof shownEntry }>;

/**
 * Who changed what, the newest first: of the staff's own body, or everything for superusers. Whoever is limited to categories sees
 * nothing of reports and contacts of others.
 * @throws DomainError `forbidden`; `invalid` for a cursor that is none
 */
export async function listAudit(actor: Actor, query: AuditQuery): Promise<Page<AuditEntry>> {
  const { bodyId, categoryIds } = scopeOf(actor, "audit:view");
  const from = readCursor(query.cursor, z.tuple([z.coerce.date(), z.number()]));
  const rows = await db.auditEntry.findMany({
    where: {
      ...(categoryIds && withinCategories(categoryIds)),
      ...((bodyId ?? query.body) !== undefined && { bodyId: bodyId ?? query.body ?? null }),
      ...(query.action && { action: query.action }),
      ...(query.report && { reportId: query.report }),
      ...(query.contact && { contactId: query.contact }),
      ...(query.connection && { connectionId: query.connection }),
      ...(query.q && { userId: { in: await peopleLike(query.q) } }),
      at: {
        ...(query.since && { gte: new Date(query.since) }),
        ...(query.until && { lt: dayAfter(query.until) }),
        ...(from && { lte: from[0] }),
      },
      ...(from && { NOT: { at: from[0], id: { gte: from[1] } } }),
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: pageSize + 1,
    select: shownEntry,
  });
  return pageOf(rows, ({ at, id: last }) => [at, last]);
}

/** What is about no report and no contact belongs to no category. */
const withinCategories = (categoryIds: readonly number[]): Prisma.AuditEntryWhereInput => {
  const categoryId = { in: [...categoryIds] };
  return {
    AND: [
      { OR: [{ reportId: null }, { report: { categoryId } }] },
      { OR: [{ contactId: null }, { contact: { categoryId } }] },
    ],
  };
};

/** Found first, so that the log itself is read by its index and not by likeness. */
async function peopleLike(text: string): Promise<number[]> {
  const like = { contains: literally(text), mode: "insensitive" as const };
  const people = await db.user.findMany({
    where: {
      OR: [{ name: like }, { email: like }],
      // Citizens act too, but there may be a million of them: by their whole address only.
      AND: { OR: [{ bodyId: { not: null } }, { superuser: true }, { email: text.toLowerCase() }] },
    },
    take: 200,
    select: { id: true },
  });
  return people.map(({ id: userId }) => userId);
}

const dayAfter = (date: string): Date => new Date(new Date(date).getTime() + 86_400_000);

/** What has been recorded so far, for the filter. */
export async function recordedActions(actor: Actor): Promise<string[]> {
  scopeOf(actor, "audit:view");
  // One step of the index per action, however many entries there are.
  const rows = await db.$queryRaw<{ action: string }[]>`
    with recursive actions as (
      (select action from "AuditEntry" order by action limit 1)
      union all
      select (select a.action from "AuditEntry" a where a.action > actions.action order by a.action limit 1)
      from actions where actions.action is not null)
    select action from actions where action is not null`;
  return rows.map(({ action }) => action);
}
