import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { authorize } from "@/lib/auth/permissions";
import { type ChangeInWords, contactChanges } from "@/lib/bodies/contact-changes";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { type Page, pageOf, pageSize, readCursor } from "@/lib/page";

export type HistoryEntry = {
  id: number;
  /** ISO 8601 */
  at: string;
  /** Null = somebody whose account is gone. */
  who: string | null;
  /** The job or client that did it, where no person did. */
  by: string | null;
  action: string;
  note: string;
  changes: ChangeInWords[];
};

/**
 * What was done to a contact and why, the newest first. Whoever may change a contact may see its history, without the right to
 * read the whole audit.
 * @throws DomainError `not_found`, `forbidden`, `invalid` for a cursor that is none
 */
export async function contactHistory(
  actor: Actor,
  contactId: number,
  cursor?: string,
): Promise<Page<HistoryEntry>> {
  const contact = await db.contact.findUnique({
    where: { id: contactId },
    select: { bodyId: true, categoryId: true },
  });
  if (!contact) throw notFound(translator("adminContacts")("faults.gone"));
  authorize(actor, "contact:edit", { bodyIds: [contact.bodyId], categoryId: contact.categoryId });
  const from = readCursor(cursor, z.tuple([z.coerce.date(), z.int()]));
  const rows = await db.auditEntry.findMany({
    where: {
      contactId,
      ...(from && { OR: [{ at: { lt: from[0] } }, { at: from[0], id: { lt: from[1] } }] }),
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: pageSize + 1,
    select: {
      id: true,
      at: true,
      actorName: true,
      user: { select: { name: true, email: true } },
      action: true,
      note: true,
      before: true,
      after: true,
    },
  });
  const page = pageOf(rows, ({ at, id }) => [at, id]);
  return {
    ...page,
    items: page.items.map(({ at, user, actorName, before, after, ...entry }) => ({
      ...entry,
      at: at.toISOString(),
      who: user && (user.name || user.email),
      by: actorName,
      changes: contactChanges(entry.action, before, after),
    })),
  };
}
