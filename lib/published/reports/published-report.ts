import { db, Prisma } from "@/lib/db";
import { publishedReference } from "@/lib/open311/published-reference";
import type { DeliveryState, ReportState } from "@/prisma/generated/enums";

/**
 * The privacy boundary for whoever reads by machine (Open311, feeds, downloads, webhooks): only reports that everybody may see, and of
 * a person nothing but a name that may be shown.
 */
export type PublishedReport = {
  id: number;
  title: string;
  detail: string;
  category: { id: number; name: string };
  state: ReportState;
  lat: number;
  lon: number;
  /** Nearest address in words, when one is known. */
  address: string | null;
  confirmedAt: Date;
  updatedAt: Date;
  /** Who made it, if they want to be named. */
  author: string | null;
  /** How it was made: web, open311, import, … */
  service: string;
  photos: { position: number; hash: string }[];
  /** Updates that everybody may see. */
  updateCount: number;
  /** What a body has said last, in the words that everybody sees. */
  lastWord: string | null;
  /** Those that have it, or are to get it. */
  bodies: PublishedBody[];
};

export type PublishedBody = {
  id: number;
  slug: string;
  name: string;
  state: DeliveryState;
  /** When it was sent there for the first time. */
  sentAt: Date | null;
  /** What people there call it, as the connection publishes it; null before it is sent. */
  reference: string | null;
};

type BodyRow = Omit<PublishedBody, "sentAt" | "reference"> & {
  sentAt: number | null;
  externalId: string | null;
  customerReference: string | null;
  publishReference: string | null;
};

/** Times in milliseconds since 1970: texts take long to read. */
type Row = Omit<PublishedReport, "confirmedAt" | "updatedAt" | "photos" | "bodies"> & {
  confirmedAt: number;
  updatedAt: number;
  photos: PublishedReport["photos"] | null;
  bodies: BodyRow[] | null;
};

const timeOf = (column: Prisma.Sql): Prisma.Sql => Prisma.sql`round(date_part('epoch', ${column}) * 1000)`;

/**
 * Reads what is published of the reports of a page, in its order, by one statement. PostgreSQL writes each as JSON itself, which costs it
 * and us much less than a column for every value.
 * @param page SQL that answers `id` and `n`, by which they are put in order; what everybody may not see is left out here
 */
export async function readPage(page: Prisma.Sql): Promise<PublishedReport[]> {
  const rows = await db.$queryRaw<{ row: string }[]>`
    with page as materialized (${page})
    select json_build_object(
      'id', r.id, 'title', r.title, 'detail', r.detail, 'category', json_build_object('id', c.id, 'name', c.name),
      'state', r.state, 'lat', r.lat, 'lon', r.lon, 'address', r.address,
      'confirmedAt', ${timeOf(Prisma.sql`r."confirmedAt"`)}, 'updatedAt', ${timeOf(Prisma.sql`r."updatedAt"`)},
      'author', case when r."showName" then nullif(r.name, '') end, 'service', r.service,
      'photos', photos.list, 'updateCount', said.count, 'lastWord', said.last, 'bodies', bodies.list)::text as row
    from page
      join "Report" r on r.id = page.id and ${isPublished}
      join "Category" c on c.id = r."categoryId"
      cross join lateral (${photosOf}) photos
      cross join lateral (${saidOf}) said
      cross join lateral (${bodiesOf}) bodies
    order by page.n`;
  return rows.map(({ row }) => published(JSON.parse(row) as Row));
}

/** SQL over `"Report" r`: everybody may see it. */
export const isPublished = Prisma.sql`(r.visibility = 'public' and r."confirmedAt" is not null)`;

const photosOf = Prisma.sql`
  select json_agg(json_build_object('position', p.position, 'hash', p.hash) order by p.position, p.id) as list
  from "Photo" p where p."reportId" = r.id`;

const saidOf = Prisma.sql`
  select count(*) as count, (array_agg(u.text order by u."createdAt" desc, u.id desc)
    filter (where u.origin in ('staff', 'backend') and u.text <> ''))[1] as last
  from "Update" u where u."reportId" = r.id and u.visibility = 'public'`;

const bodiesOf = Prisma.sql`
  select json_agg(json_build_object('id', b.id, 'slug', b.slug, 'name', b.name, 'state', d.state,
    'sentAt', ${timeOf(Prisma.sql`coalesce(d."firstSentAt", d."sentAt")`)}, 'externalId', d."externalId",
    'customerReference', d."customerReference",
    'publishReference', k.settings ->> 'publishReference') order by b.name, b.id) as list
  from "Delivery" d join "Body" b on b.id = d."bodyId" left join "Connection" k on k.id = d."connectionId"
  where d."reportId" = r.id and (d.state <> 'skipped' or d."firstSentAt" is not null)`;

// Each field by itself: to spread a row costs as much as to read it.
function published(row: Row): PublishedReport {
  return {
    id: row.id,
    title: row.title,
    detail: row.detail,
    category: row.category,
    state: row.state,
    lat: row.lat,
    lon: row.lon,
    address: row.address,
    confirmedAt: new Date(row.confirmedAt),
    updatedAt: new Date(row.updatedAt),
    author: row.author,
    service: row.service,
    photos: row.photos ?? [],
    updateCount: row.updateCount,
    lastWord: row.lastWord,
    bodies: (row.bodies ?? []).map((body) => publishedBody(row.id, body)),
  };
}

function publishedBody(reportId: number, row: BodyRow): PublishedBody {
  const { id, slug, name, state, sentAt, externalId, customerReference, publishReference } = row;
  const told = sentAt !== null || state === "received";
  const connection = { settings: { publishReference } };
  return {
    id,
    slug,
    name,
    state,
    sentAt: sentAt === null ? null : new Date(sentAt),
    reference: told ? publishedReference(reportId, { externalId, customerReference, connection }) : null,
  };
}
