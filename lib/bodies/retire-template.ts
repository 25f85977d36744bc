import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { authorizeTemplate, othersOf, ownedTemplate, ruled } from "@/lib/bodies/template-rights";
import { templateFault } from "@/lib/bodies/template-rules";
import { db } from "@/lib/db";
import { invalid } from "@/lib/errors";
import { RowId } from "@/lib/form-fields";

export const WhichTemplate = z.object({ templateId: RowId });
export type WhichTemplate = z.infer<typeof WhichTemplate>;

/** Retires a template: it is neither offered nor does it answer by itself. What it has said stays. */
export const retireTemplate = (actor: Actor, input: WhichTemplate): Promise<void> =>
  setRetired(actor, input, true);

/** Brings it back. @throws DomainError `invalid` when another one answers the same by now */
export const reviveTemplate = (actor: Actor, input: WhichTemplate): Promise<void> =>
  setRetired(actor, input, false);

async function setRetired(actor: Actor, { templateId }: WhichTemplate, retired: boolean): Promise<void> {
  await db.$transaction(async (tx) => {
    const row = await ownedTemplate(tx, templateId);
    authorizeTemplate(actor, row);
    if ((row.deletedAt !== null) === retired) return;
    await tx.$queryRaw`select 1 from "Body" where id = ${row.bodyId} for update`;
    const fault = retired
      ? null
      : templateFault({ ...ruled(row), retired: false }, await othersOf(tx, row.bodyId, row.id));
    if (fault) throw invalid(fault.message);
    await tx.responseTemplate.update({
      where: { id: templateId },
      data: { deletedAt: retired ? new Date() : null },
    });
    await record(tx, actor, retired ? "templates.retire" : "templates.revive", {
      bodyId: row.bodyId,
      subject: { templateId, title: row.title },
      before: { retired: !retired },
      after: { retired },
    });
  });
}
