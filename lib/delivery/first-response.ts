import { announceAll } from "@/lib/announce";
import { fillTemplate } from "@/lib/bodies/template-text";
import type { Tx } from "@/lib/db";

type Template = { text: string; emailText: string | null; contacts: { contact: { categoryId: number } }[] };

/**
 * Writes what each body answers by itself to a new report: its template for a report that has just become open, its category's
 * own before a general one. Nobody sees it until that body has the report (`publishFirstResponses`); a body that never gets it
 * promises nothing. Doing it again replaces what was drafted. Source: spec/integration.md 2.8.
 */
export async function draftFirstResponses(tx: Tx, reportId: number, now: Date): Promise<void> {
  await tx.update.deleteMany({ where: { reportId, origin: "automatic", visibility: "unconfirmed" } });
  const { categoryId, deliveries } = await tx.report.findUniqueOrThrow({
    where: { id: reportId },
    select: {
      categoryId: true,
      deliveries: {
        where: {
          firstSentAt: null,
          state: { notIn: ["skipped", "received"] },
          body: { updatesUserId: { not: null } },
        },
        select: { bodyId: true, body: { select: { updatesUserId: true, language: true } } },
      },
    },
  });
  for (const { bodyId, body } of deliveries) {
    const templates = await tx.responseTemplate.findMany({
      where: {
        ...{ bodyId, state: "confirmed", autoResponse: true, deletedAt: null },
        OR: [{ contacts: { none: {} } }, { contacts: { some: { contact: { categoryId } } } }],
      },
      orderBy: { id: "asc" },
      select: {
        text: true,
        emailText: true,
        contacts: { select: { contact: { select: { categoryId: true } } } },
      },
    });
    const answer = firstResponse(templates);
    if (!answer) continue;
    await tx.update.create({
      data: {
        ...{ reportId, bodyId, userId: body.updatesUserId, language: body.language, origin: "automatic" },
        ...{ ...answer, visibility: "unconfirmed", createdAt: now },
      },
    });
  }
}

/** The one of the templates that apply which answers; null when none has anything to say. */
function firstResponse(templates: readonly Template[]): { text: string; emailText: string | null } | null {
  const [template] = [...templates].sort(
    (a, b) => Number(b.contacts.length > 0) - Number(a.contacts.length > 0),
  );
  const text = template && fillTemplate(template.text);
  if (!text) return null;
  return { text, emailText: template.emailText === null ? null : fillTemplate(template.emailText) };
}

/**
 * These bodies have these reports: what they answer by themselves becomes public, said now. The second time there is nothing
 * left to do. Two statements at most, however many were sent.
 */
export async function publishFirstResponses(
  tx: Tx,
  sent: readonly { reportId: number; bodyId: number }[],
  now: Date,
): Promise<void> {
  const shown = await tx.$queryRaw<{ reportId: number; updateId: number }[]>`
    update "Update" u set visibility = 'public', "createdAt" = ${now}, "confirmedAt" = ${now}
    from unnest(${sent.map(({ reportId }) => reportId)}::int[], ${sent.map(({ bodyId }) => bodyId)}::int[]) s(report, body)
    where u."reportId" = s.report and u."bodyId" = s.body and u.origin = 'automatic' and u.visibility = 'unconfirmed'
    returning u."reportId", u.id as "updateId"`;
  await announceAll(
    tx,
    shown.map((row) => ({ ...row, event: "update.published" })),
  );
}
