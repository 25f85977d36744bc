import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { authorize, may } from "@/lib/auth/permissions";
import { type Scope, scopeOf } from "@/lib/auth/scope";
import { TemplateInput } from "@/lib/bodies/save-template";
import { authorizeTemplate } from "@/lib/bodies/template-rights";
import { db, type Prisma } from "@/lib/db";
import { invalid, notFound } from "@/lib/errors";
import { orNull, RowId } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { oneLine, severalLines } from "@/lib/plain-text";
import { type Change, chooseTemplate, type Template } from "@/lib/sync/updates/choose-template";
import { decideText } from "@/lib/sync/updates/decide-text";
import { Decision } from "@/lib/sync/updates/decision";
import { KeptItem } from "@/lib/sync/updates/item";
import { ReportState } from "@/prisma/generated/enums";

const t = translator("adminTemplates");

const Line = z.string().transform(oneLine).pipe(z.string().max(100)).default("");

/** A template as its form has it, saved or not, and what it is tried on: a report that gets a state or a code, or what was told. */
export const PreviewTemplate = TemplateInput.omit({ title: true }).extend({
  reportId: orNull(RowId).default(null),
  /** The state that the report would get; null = it stays as it is. */
  becomes: orNull(z.enum(ReportState)).default(null),
  code: Line,
  description: z.string().transform(severalLines).pipe(z.string().max(4000)).default(""),
});
export type PreviewTemplate = z.input<typeof PreviewTemplate>;

/** What a template would say about one thing that was told, or that is imagined. */
export type Previewed = {
  reportId: number;
  /** Null for what is imagined. */
  update: { id: number; at: Date; text: string } | null;
  /** What the back end says itself. */
  description: string;
  text: string;
  emailText: string | null;
  /** Why it would speak there, if it answers by itself; null = it would not. */
  because: "state" | "code" | null;
  /** The title of the other template that would speak there. */
  instead: string | null;
};

/** The draft among the others: no template has this number. */
const draft = 0;
const latest = 10;

/**
 * What a template would say: of the last ten things that the body's back ends told, or of one report if it got a state or a code.
 * Changes nothing. Of reports that are not public only for those who may see them.
 * @throws DomainError `forbidden`, `not_found`, `invalid`
 */
export async function previewTemplate(actor: Actor, input: PreviewTemplate): Promise<Previewed[]> {
  const scope = scopeOf(actor, "template:edit");
  const wanted = parseInput(PreviewTemplate, input, translator("refusals")("form"));
  const { bodyId, contactIds } = wanted;
  const contacts = await db.contact.findMany({
    where: { id: { in: contactIds }, bodyId },
    select: { categoryId: true },
  });
  if (contacts.length < contactIds.length)
    throw invalid(t("faults.contact"), { contactIds: t("faults.contact") });
  authorizeTemplate(actor, { bodyId, contacts: contacts.map((contact) => ({ contact })) });

  const { text, emailText, state, externalStatusCode } = wanted;
  const candidates: Titled[] = [
    ...(await othersOf(bodyId, wanted.templateId)),
    {
      ...{ id: draft, title: "", text, emailText, state, externalStatusCode },
      categoryIds: contacts.map(({ categoryId }) => categoryId),
    },
  ];
  const tried =
    wanted.reportId === null
      ? await latestTold(actor, scope, bodyId)
      : [await imagined(actor, { ...wanted, reportId: wanted.reportId })];
  return tried.map((one) => speak(one, candidates));
}

type Titled = Template & { title: string };
type Tried = Pick<Previewed, "reportId" | "update"> & {
  change: Change;
  item: { description: string; extras: Record<string, string> };
};

function speak({ change, item, ...about }: Tried, candidates: readonly Titled[]): Previewed {
  const chosen = chooseTemplate(change, candidates);
  const own = candidates.find(({ id }) => id === draft);
  // As if the item asked for a template, so that its words are seen in any case.
  const asked = { ...item, extras: { ...item.extras, prefer_template: "1" } };
  const words = decideText(asked, own ? { template: own, because: "state" } : null, true);
  const isOwn = chosen?.template.id === draft;
  const speaks = isOwn && decideText(item, chosen, true).source === "template";
  return {
    ...about,
    description: item.description,
    ...{ text: words.text, emailText: words.emailText },
    because: speaks ? chosen.because : null,
    instead: chosen && !isOwn ? chosen.template.title : null,
  };
}

async function othersOf(bodyId: number, except: number | null): Promise<Titled[]> {
  const rows = await db.responseTemplate.findMany({
    where: { bodyId, autoResponse: true, deletedAt: null, ...(except !== null && { id: { not: except } }) },
    select: {
      ...{ id: true, title: true, text: true, emailText: true, state: true, externalStatusCode: true },
      contacts: { select: { contact: { select: { categoryId: true } } } },
    },
  });
  return rows.map(({ contacts, ...row }) => ({
    ...row,
    categoryIds: contacts.map(({ contact }) => contact.categoryId),
  }));
}

async function latestTold(actor: Actor, { categoryIds }: Scope, bodyId: number): Promise<Tried[]> {
  const report: Prisma.ReportWhereInput = {
    ...(categoryIds && { categoryId: { in: [...categoryIds] } }),
    ...(!seesPrivate(actor, bodyId, categoryIds?.[0]) && { visibility: "public" }),
  };
  const rows = await db.update.findMany({
    where: { bodyId, origin: "backend", externalId: { not: null }, report },
    orderBy: { id: "desc" },
    take: latest,
    select: {
      ...{ id: true, reportId: true, createdAt: true, text: true, raw: true, decision: true },
      report: { select: { categoryId: true } },
    },
  });
  return rows.flatMap((row): Tried[] => {
    const [item, decision] = [KeptItem.safeParse(row.raw), Decision.safeParse(row.decision)];
    if (!item.success || !decision.success) return [];
    const { state, code } = decision.data;
    return [
      {
        ...{ reportId: row.reportId, update: { id: row.id, at: row.createdAt, text: row.text } },
        change: {
          ...{ before: state.before, after: state.meant, codeBefore: code.before, code: code.now },
          categoryId: row.report.categoryId,
        },
        item: { description: item.data.description ?? "", extras: item.data.extras },
      },
    ];
  });
}

/** Whoever is limited to categories may see what is not public in all of them or in none. */
const seesPrivate = (actor: Actor, bodyId: number, categoryId: number | undefined): boolean =>
  may(actor, "report:view-private", {
    bodyIds: [bodyId],
    ...(categoryId !== undefined && { categoryId }),
  });

async function imagined(
  actor: Actor,
  { reportId, bodyId, becomes, code, description }: z.output<typeof PreviewTemplate> & { reportId: number },
): Promise<Tried> {
  const report = await db.report.findFirst({
    where: { id: reportId, visibility: { not: "unconfirmed" }, deliveries: { some: { bodyId } } },
    select: {
      ...{ categoryId: true, state: true, visibility: true },
      deliveries: { where: { bodyId }, select: { externalStatusCode: true } },
    },
  });
  if (!report) throw notFound(translator("refusals")("report"));
  const subject = { bodyIds: [bodyId], categoryId: report.categoryId };
  authorize(actor, "template:edit", subject);
  if (report.visibility !== "public") authorize(actor, "report:view-private", subject);
  return {
    ...{ reportId, update: null },
    change: {
      ...{ before: report.state, after: becomes, code, categoryId: report.categoryId },
      codeBefore: report.deliveries[0]?.externalStatusCode ?? "",
    },
    item: { description, extras: {} },
  };
}
