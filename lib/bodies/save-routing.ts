import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { authorize } from "@/lib/auth/permissions";
import { affectedByChange } from "@/lib/bodies/affected";
import type { Affected } from "@/lib/bodies/contact-fault";
import { lockBody } from "@/lib/bodies/lock-body";
import { changesBetween } from "@/lib/changes";
import { db } from "@/lib/db";
import { invalid } from "@/lib/errors";
import { orNull, RowId, Ticked } from "@/lib/form-fields";
import { translator } from "@/lib/messages";

/** How a body's reports leave, unless a contact says otherwise. */
export const Routing = z.object({
  bodyId: RowId,
  /** Null = by e-mail to each contact's destination. */
  defaultConnectionId: orNull(RowId),
  canBeDevolved: Ticked,
  /** "I have seen which categories this changes." */
  seen: Ticked,
});
export type Routing = z.infer<typeof Routing>;

/**
 * Changes a body's default connection and whether its contacts may have their own. Nothing is saved while a category could not be
 * sent the new way, nor before somebody has seen which categories it changes. Reports under way follow: the method is
 * chosen when sending (docs/adr/0008).
 * @throws DomainError `invalid` with a fault per category (`contact.ID`), or for `seen`; `not_found`, `forbidden`
 */
export async function saveRouting(actor: Actor, input: Routing): Promise<void> {
  const { bodyId, seen, defaultConnectionId, canBeDevolved } = input;
  authorize(actor, "body:edit", { bodyIds: [bodyId] });
  const affected = await affectedByChange(actor, { bodyId, defaultConnectionId, canBeDevolved });
  refuseWhatCannotWork(affected);
  if (affected.length > 0 && !seen) {
    const fault = translator("adminBodies")("faults.seen");
    throw invalid(fault, { seen: fault });
  }
  await db.$transaction(async (tx) => {
    const row = await lockBody(tx, bodyId);
    const next = await tx.connection.findMany({
      where: { id: defaultConnectionId ?? 0, bodyId },
      select: { slug: true },
    });
    const changes = changesBetween(
      { defaultConnection: row.defaultConnection?.slug ?? null, canBeDevolved: row.canBeDevolved },
      { defaultConnection: next[0]?.slug ?? null, canBeDevolved },
    );
    if (!changes) return;
    await tx.body.update({ where: { id: bodyId }, data: { defaultConnectionId, canBeDevolved } });
    await record(tx, actor, "bodies.edit", {
      bodyId,
      connectionId: defaultConnectionId,
      subject: { slug: row.slug, categories: affected.map(({ category }) => category) },
      ...changes,
    });
  });
}

function refuseWhatCannotWork(affected: readonly Affected[]): void {
  const t = translator("adminBodies");
  const faults = affected.flatMap(({ contactId, category, fault }) =>
    fault === null ? [] : [[`contact.${contactId}`, t("faults.wayOf", { category, fault })] as const],
  );
  if (faults.length > 0) throw invalid(t("faults.ways"), Object.fromEntries(faults));
}
