import type { Actor } from "@/lib/actor";
import { authorize } from "@/lib/auth/permissions";
import { fillTemplate } from "@/lib/bodies/template-text";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { mayMove, reportStates } from "@/lib/reports/states";
import { bodiesToSpeakFor } from "@/lib/updates/staff-update";
import type { ReportState } from "@/prisma/generated/enums";

export type UpdateChoices = {
  /** In whose names the actor may write, with what each answers; empty for a superuser where nobody has the report. */
  bodies: {
    id: number;
    name: string;
    templates: { id: number; title: string; text: string; state: ReportState | null }[];
  }[];
  /** What the report can be put into. */
  states: ReportState[];
};

/**
 * What the form for an update in a body's name offers. Templates are for the report's category, their placeholders filled in.
 * @throws DomainError `not_found`, `forbidden`
 */
export async function updateChoices(actor: Actor, reportId: number): Promise<UpdateChoices> {
  const report = await db.report.findUnique({
    where: { id: reportId },
    select: { state: true, categoryId: true, deliveries: { select: { bodyId: true } } },
  });
  if (!report) throw notFound(translator("refusals")("report"));
  const { state, categoryId, deliveries } = report;
  authorize(actor, "report:update", { bodyIds: deliveries.map(({ bodyId }) => bodyId), categoryId });
  const bodies = await db.body.findMany({
    where: { id: { in: bodiesToSpeakFor(actor, report) } },
    orderBy: { name: "asc" },
    select: {
      id: true,
      name: true,
      templates: {
        where: {
          deletedAt: null,
          OR: [{ contacts: { none: {} } }, { contacts: { some: { contact: { categoryId } } } }],
        },
        orderBy: { title: "asc" },
        select: { id: true, title: true, text: true, state: true },
      },
    },
  });
  return {
    bodies: bodies.map(({ templates, ...body }) => ({
      ...body,
      templates: templates.map((template) => ({ ...template, text: fillTemplate(template.text) })),
    })),
    states: reportStates.filter((to) => mayMove("staff", state, to)),
  };
}
