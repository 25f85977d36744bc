import type { Actor } from "@/lib/actor";
import { authorize } from "@/lib/auth/permissions";
import { type ContactWay, routedContact, wayOf } from "@/lib/bodies/contact-way";
import { fingerprint } from "@/lib/bodies/fingerprint";
import { recentReportCounts } from "@/lib/bodies/recent-report-counts";
import { db, type Prisma } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";

const editedContact = {
  ...routedContact,
  id: true,
  bodyId: true,
  categoryId: true,
  category: { select: { name: true } },
  state: true,
  groups: true,
  keywords: true,
  connectionId: true,
  private: true,
  protected: true,
  idField: true,
  serviceType: true,
  hint: true,
  note: true,
  bouncedAt: true,
  bounceReason: true,
  updatedAt: true,
  body: { select: { ...routedContact.body.select, id: true, name: true, deletedAt: true } },
} as const satisfies Prisma.ContactSelect;

/** A contact as the dashboard changes it. */
export const contactToEdit = { select: editedContact } as const;
export type ContactToEdit = Prisma.ContactGetPayload<typeof contactToEdit>;

/** What can be changed, in the words of the council file; the history tells these. */
export const contactValues = (row: ContactToEdit) => ({
  category: row.category.name,
  destination: row.destination,
  state: row.state,
  groups: row.groups,
  keywords: row.keywords,
  connection: row.connection?.slug ?? null,
  private: row.private,
  protected: row.protected,
  idField: row.idField,
  serviceType: row.serviceType,
  hint: row.hint,
});
export type ContactValues = ReturnType<typeof contactValues>;

/** What an editor of these values brings along. */
export const contactVersion = (row: ContactToEdit): string => fingerprint(contactValues(row));

/** One contact for its page; moments in ISO 8601. */
export type FoundContact = ContactValues & {
  id: number;
  version: string;
  connectionId: number | null;
  body: { id: number; name: string; retired: boolean };
  method: ContactWay["method"];
  /** The slug of the connection that its reports go by; null = e-mail without one. */
  way: string | null;
  devolved: boolean;
  fault: string | null;
  bounced: { at: string; reason: string } | null;
  changedAt: string;
  questions: number;
  /** That came in the last 90 days. */
  recentReports: number;
  /** The other bodies that have this category. */
  sharedWith: string[];
};

/** @throws DomainError `not_found`, or `forbidden` for another body's or a category that the actor is not given */
export async function findContact(actor: Actor, id: number, now: Date = new Date()): Promise<FoundContact> {
  const row = await db.contact.findUnique({ where: { id }, ...contactToEdit });
  if (!row) throw notFound(translator("adminContacts")("faults.gone"));
  authorize(actor, "contact:edit", { bodyIds: [row.bodyId], categoryId: row.categoryId });
  const [counts, questions, others] = await Promise.all([
    recentReportCounts([id], now),
    db.question.count({ where: { contactId: id } }),
    db.body.findMany({
      where: {
        deletedAt: null,
        id: { not: row.bodyId },
        contacts: { some: { categoryId: row.categoryId, state: { not: "deleted" } } },
      },
      orderBy: { name: "asc" },
      select: { name: true },
    }),
  ]);
  const { method, connection, devolved, fault } = wayOf(row);
  return {
    ...contactValues(row),
    id,
    version: contactVersion(row),
    connectionId: row.connectionId,
    body: { id: row.body.id, name: row.body.name, retired: row.body.deletedAt !== null },
    method,
    way: connection?.slug ?? null,
    devolved,
    fault,
    bounced: row.bouncedAt && { at: row.bouncedAt.toISOString(), reason: row.bounceReason ?? "" },
    changedAt: row.updatedAt.toISOString(),
    questions,
    recentReports: counts.get(id) ?? 0,
    sharedWith: others.map(({ name }) => name),
  };
}
