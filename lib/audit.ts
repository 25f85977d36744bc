import { type Actor, userIdOf } from "@/lib/actor";
import { Prisma, type Tx } from "@/lib/db";

type Details = {
  bodyId?: number | null;
  reportId?: number | null;
  subject?: Prisma.InputJsonObject;
  before?: Prisma.InputJsonValue;
  after?: Prisma.InputJsonValue;
};

/** Writes who did what, in the transaction that did it. `before` and `after` hold no secrets. */
export async function record(tx: Tx, actor: Actor, action: string, details: Details = {}): Promise<void> {
  await tx.auditEntry.create({
    data: {
      actorKind: actor.kind,
      userId: userIdOf(actor),
      actorName: actor.kind === "job" ? actor.name : null,
      action,
      bodyId: details.bodyId ?? null,
      reportId: details.reportId ?? null,
      subject: details.subject ?? {},
      before: details.before ?? Prisma.DbNull,
      after: details.after ?? Prisma.DbNull,
    },
  });
}
