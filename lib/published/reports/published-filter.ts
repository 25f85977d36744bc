import { literally, Prisma } from "@/lib/db";
import type { Bounds } from "@/lib/geo/mercator";
import type { Point } from "@/lib/geo/point";
import { isPublished } from "@/lib/published/reports/published-report";
import { inBox } from "@/lib/reports/conditions";
import type { ReportState } from "@/prisma/generated/enums";

/** Which published reports are meant; what is absent does not narrow, an empty list means none. */
export type PublishedFilter = {
  readonly ids?: readonly number[] | undefined;
  readonly categoryIds?: readonly number[] | undefined;
  readonly states?: readonly ReportState[] | undefined;
  /** Those that one of these bodies has, or is to get. */
  readonly bodyIds?: readonly number[] | undefined;
  readonly areaId?: number | undefined;
  readonly bounds?: Bounds | undefined;
  readonly near?: { readonly point: Point; readonly radiusMetres: number } | undefined;
  /** `From` belongs to it, `Before` no more. */
  readonly confirmedFrom?: Date | undefined;
  readonly confirmedBefore?: Date | undefined;
  readonly updatedFrom?: Date | undefined;
  readonly updatedBefore?: Date | undefined;
  readonly hasPhoto?: boolean | undefined;
  readonly service?: string | undefined;
  /** Each of these words is part of the title. */
  readonly words?: string | undefined;
};

/** SQL over `"Report" r`: what everybody may see of what the filter lets through. */
export function publishedAnd(filter: PublishedFilter): Prisma.Sql {
  const { ids, categoryIds, states, bodyIds, areaId, bounds, near, hasPhoto, service } = filter;
  const parts = [isPublished, ...inTime(filter), ...wordsIn(filter.words)];
  if (ids) parts.push(Prisma.sql`r.id = any(${[...ids]}::int[])`);
  if (categoryIds) parts.push(Prisma.sql`r."categoryId" = any(${[...categoryIds]}::int[])`);
  if (states) parts.push(Prisma.sql`r.state = any(${[...states]}::"ReportState"[])`);
  if (bodyIds) {
    parts.push(Prisma.sql`exists (
      select from "Delivery" d where d."reportId" = r.id and d."bodyId" = any(${[...bodyIds]}::int[])
        and (d.state <> 'skipped' or d."firstSentAt" is not null))`);
  }
  if (areaId !== undefined) {
    parts.push(
      Prisma.sql`exists (select from "ReportArea" a where a."reportId" = r.id and a."areaId" = ${areaId})`,
    );
  }
  if (bounds) parts.push(...inBox(bounds));
  if (near) parts.push(...withinRadius(near.point, near.radiusMetres));
  if (hasPhoto !== undefined) {
    const has = Prisma.sql`exists (select from "Photo" p where p."reportId" = r.id)`;
    parts.push(hasPhoto ? has : Prisma.sql`not ${has}`);
  }
  if (service !== undefined) parts.push(...madeBy(service));
  return Prisma.join(parts, " and ");
}

/** The index holds only what was made elsewhere; said outright, as the database does not see it by a parameter. */
const madeBy = (service: string): Prisma.Sql[] => [
  Prisma.sql`r.service = ${service}`,
  ...(service === "web" ? [] : [Prisma.sql`r.service <> 'web'`]),
];

function inTime({
  confirmedFrom,
  confirmedBefore,
  updatedFrom,
  updatedBefore,
}: PublishedFilter): Prisma.Sql[] {
  const parts: Prisma.Sql[] = [];
  if (confirmedFrom) parts.push(Prisma.sql`r."confirmedAt" >= ${confirmedFrom}`);
  if (confirmedBefore) parts.push(Prisma.sql`r."confirmedAt" < ${confirmedBefore}`);
  if (updatedFrom) parts.push(Prisma.sql`r."updatedAt" >= ${updatedFrom}`);
  if (updatedBefore) parts.push(Prisma.sql`r."updatedAt" < ${updatedBefore}`);
  return parts;
}

const wordsIn = (words = ""): Prisma.Sql[] =>
  words
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => Prisma.sql`r.title ilike ${`%${literally(word)}%`}`);

const earthRadiusMetres = 6_371_008.8;
const degreesOf = (radians: number): number => (radians * 180) / Math.PI;

/** First the box around the circle, for which there is an index, then the distance along the surface. */
function withinRadius({ lat, lon }: Point, radiusMetres: number): Prisma.Sql[] {
  const away = Prisma.sql`2 * asin(least(1, sqrt(
    power(sin(radians(r.lat - ${lat}) / 2), 2)
    + cos(radians(${lat})) * cos(radians(r.lat)) * power(sin(radians(r.lon - ${lon}) / 2), 2))))`;
  return [
    ...inBox(boxAround({ lat, lon }, radiusMetres)),
    Prisma.sql`${away} <= ${radiusMetres / earthRadiusMetres}`,
  ];
}

/** Around a pole, or across the line where east meets west, it is all longitudes. */
function boxAround({ lat, lon }: Point, radiusMetres: number): Bounds {
  const angle = radiusMetres / earthRadiusMetres;
  const south = Math.max(-90, lat - degreesOf(angle));
  const north = Math.min(90, lat + degreesOf(angle));
  const ratio = Math.sin(angle) / Math.cos((lat * Math.PI) / 180);
  const aside = south > -90 && north < 90 && ratio < 1 ? degreesOf(Math.asin(ratio)) : 360;
  if (lon - aside < -180 || lon + aside > 180) return { west: -180, south, east: 180, north };
  return { west: lon - aside, south, east: lon + aside, north };
}
