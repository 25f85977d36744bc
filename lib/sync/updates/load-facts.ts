import { z } from "zod";
import type { Tx } from "@/lib/db";
import type { Facts, Said } from "@/lib/sync/updates/facts";
import { ReportState, Visibility } from "@/prisma/generated/enums";

const State = z.enum(ReportState);
const Newest = z
  .object({
    at: z.coerce.date(),
    own: z.boolean(),
    text: z.string(),
    state: State.nullable(),
    media: z.array(z.string()).nullable(),
  })
  .nullable();

const Row = z.object({
  reportId: z.number(),
  deliveryId: z.number(),
  state: State,
  visibility: z.enum(Visibility),
  language: z.string(),
  updatedAt: z.date(),
  categoryId: z.number(),
  category: z.string(),
  group: z.string().nullable(),
  answers: z.unknown(),
  assignee: z.string().nullable(),
  sentAt: z.date().nullable(),
  code: z.string(),
  reference: z.string().nullable(),
  details: z.string().nullable(),
  answeredAt: z.date().nullable(),
  othersSpoke: z.boolean(),
  othersMovedAt: z.date().nullable(),
  postedByBody: z.boolean(),
  toldUpTo: z.date().nullable(),
  newest: Newest,
  newestOfBody: Newest,
});

/** Locks reports and then their deliveries to the body, each in the order of their ids, until the transaction ends. */
export async function lockReports(
  tx: Tx,
  of: readonly { reportId: number; deliveryId: number }[],
): Promise<void> {
  const [reportIds, deliveryIds] = [
    of.map(({ reportId }) => reportId),
    of.map(({ deliveryId }) => deliveryId),
  ];
  await tx.$queryRaw`
    select 1 from "Report" where id = any(${reportIds}::int[]) order by id for no key update`;
  await tx.$queryRaw`
    select 1 from "Delivery" where id = any(${deliveryIds}::int[]) order by id for no key update`;
}

/** What deciding looks at, by report. One statement. */
export async function loadFacts(
  tx: Tx,
  bodyId: number,
  deliveryIds: readonly number[],
): Promise<Map<number, Facts>> {
  // Updates of a back end without an id of theirs are the words about a new category, which say nothing by themselves.
  const rows = await tx.$queryRaw<unknown[]>`
    select r.id as "reportId", d.id as "deliveryId", r.state::text, r.visibility::text, r.language, r."updatedAt",
      r."categoryId", c.name as category, r.extra->>'group' as group, r.answers, a.email as assignee,
      d."firstSentAt" as "sentAt", d."externalStatusCode" as code, d."customerReference" as reference,
      d."detailedInformation" as details, t."answeredAt", coalesce(t.others, false) as "othersSpoke", t."othersMovedAt", t."toldUpTo",
      exists (select 1 from "ApiClient" k where k.id = r."clientId" and k."bodyId" = ${bodyId}) as "postedByBody",
      newest.said as newest, own.said as "newestOfBody"
    from "Delivery" d join "Report" r on r.id = d."reportId" join "Category" c on c.id = r."categoryId"
    left join "User" a on a.id = r."assigneeId"
    left join lateral (
      select
        bool_or(u.visibility <> 'unconfirmed' and u.origin <> 'automatic'
          and not (u.origin = 'backend' and u."bodyId" = ${bodyId})) as others,
        max(u."createdAt") filter (
          where u.visibility = 'public' and u."stateApplied" and u."newState" is not null
            and not (u.origin = 'backend' and u."bodyId" = ${bodyId})) as "othersMovedAt",
        max(u."createdAt") filter (where u.origin = 'backend' and u."bodyId" = ${bodyId}) as "toldUpTo",
        max(u."createdAt") filter (
          where u.origin = 'automatic' and u."bodyId" = ${bodyId} and u.visibility = 'public') as "answeredAt"
      from "Update" u where u."reportId" = r.id
    ) t on true
    left join lateral (
      select jsonb_build_object('at', u."createdAt", 'text', u.text, 'state', u."newState", 'media', u.raw->'mediaUrls',
        'own', u.origin in ('backend', 'automatic') and u."bodyId" = ${bodyId}) as said
      from "Update" u
      where u."reportId" = r.id and u.visibility = 'public' and not (u.origin = 'backend' and u."externalId" is null)
      order by u."createdAt" desc, u.id desc limit 1
    ) newest on true
    left join lateral (
      select jsonb_build_object('at', u."createdAt", 'text', u.text, 'state', u."newState", 'media', u.raw->'mediaUrls',
        'own', true) as said
      from "Update" u
      where u."reportId" = r.id and u.visibility = 'public' and u.origin in ('backend', 'automatic')
        and u."bodyId" = ${bodyId} and not (u.origin = 'backend' and u."externalId" is null)
      order by u."createdAt" desc, u.id desc limit 1
    ) own on true
    where d.id = any(${deliveryIds}::int[])`;
  return new Map(rows.map((row) => asFacts(Row.parse(row))).map((facts) => [facts.reportId, facts]));
}

function asFacts({ categoryId, category, newest, newestOfBody, ...row }: z.output<typeof Row>): Facts {
  return {
    ...row,
    category: { id: categoryId, name: category },
    newest: newest && { at: newest.at, said: newest.own ? saidOf(newest) : null },
    newestOfBody: newestOfBody && { at: newestOfBody.at, said: saidOf(newestOfBody) },
  };
}

const saidOf = ({ text, state, media }: NonNullable<z.output<typeof Newest>>): Said => ({
  text,
  state,
  media: media ?? [],
});
