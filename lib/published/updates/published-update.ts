import { z } from "zod";
import { Prisma } from "@/lib/db";
import { ReportState } from "@/prisma/generated/enums";

/** Somebody's words about a report as everybody may read them: nothing of a person but a name that may be shown. */
export type PublishedUpdate = {
  id: number;
  reportId: number;
  /** May be empty: a picture, or a new state, without words. */
  text: string;
  /** What the report was in once this had been said. */
  state: ReportState;
  /** Whether this is what brought it there; else it only says something. */
  moved: boolean;
  /** When it became everybody's to read; a back end's, when that says it was. */
  confirmedAt: Date;
  /** Who speaks: a body by its name, a person only where they allow it. */
  author: string | null;
  /** The body that speaks, where one does. */
  body: { id: number; slug: string; name: string } | null;
  photos: { position: number; hash: string }[];
};

const Row = z.object({
  id: z.number(),
  reportId: z.number(),
  text: z.string(),
  state: z.enum(ReportState),
  moved: z.boolean(),
  confirmedAt: z.date(),
  author: z.string().nullable(),
  body: z.object({ id: z.number(), slug: z.string(), name: z.string() }).nullable(),
  photos: z.array(z.object({ position: z.number(), hash: z.string() })),
}) satisfies z.ZodType<PublishedUpdate>;

export const asPublished = (row: unknown): PublishedUpdate => Row.parse(row);

/**
 * The privacy boundary: all that leaves of an update (`u`), of a body that speaks (`b`). Never its words for the reporter's mail, nor
 * an address.
 */
export const publishedColumns = Prisma.sql`
  u.id, u."reportId", u.text, u."confirmedAt",
  coalesce(b.name, case when u."showName" then nullif(u.name, '') end) as author,
  case when b.id is null then null else jsonb_build_object('id', b.id, 'slug', b.slug, 'name', b.name) end as body,
  coalesce((
    select jsonb_agg(jsonb_build_object('position', p.position, 'hash', p.hash) order by p.position, p.id)
    from "Photo" p where p."updateId" = u.id), '[]'::jsonb) as photos,
  u."stateApplied" and u."newState" is not null and u."newState" is distinct from coalesce(before.state, 'confirmed') as moved,
  coalesce(case when u."stateApplied" then u."newState" end, before.state, 'confirmed')::text as state`;

/** What goes with them: the body that speaks, and the state that the updates before had brought the report to. */
export const publishedJoins = Prisma.sql`
  left join "Body" b on b.id = u."bodyId"
  left join lateral (
    select e."newState" as state from "Update" e
    where e."reportId" = u."reportId" and e.visibility = 'public' and e."stateApplied" and e."newState" is not null
      and (e."confirmedAt", e.id) < (u."confirmedAt", u.id)
    order by e."confirmedAt" desc, e.id desc limit 1) before on true`;

/** An update that everybody may read, of a report (`r`) that everybody may see. */
export const isPublished = Prisma.sql`u.visibility = 'public' and u."confirmedAt" is not null and r.visibility = 'public'`;
