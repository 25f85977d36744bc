import { type Actor, userIdOf } from "@/lib/actor";
import { Prisma, type Tx } from "@/lib/db";

type Details = {
  bodyId?: number | null;
  reportId?: number | null;
  contactId?: number | null;
  connectionId?: number | null;
  subject?: Prisma.InputJsonObject;
  before?: Prisma.InputJsonValue;
  after?: Prisma.InputJsonValue;
  /** Why, in the words of who did it. */
  note?: string;
};

/** Writes who did what, in the transaction that did it. `before` and `after` hold no secrets. */
export async function record(tx: Tx, actor: Actor, action: string, details: Details = {}): Promise<void> {
  await tx.auditEntry.create({
    data: {
      actorKind: actor.kind,
      userId: userIdOf(actor),
      actorName: actor.kind === "job" || actor.kind === "client" ? actor.name : null,
      action,
      bodyId: details.bodyId ?? null,
      reportId: details.reportId ?? null,
      contactId: details.contactId ?? null,
      connectionId: details.connectionId ?? null,
      subject: details.subject ?? {},
      before: details.before ?? Prisma.DbNull,
      after: details.after ?? Prisma.DbNull,
      note: details.note ?? "",
    },
  });
}
