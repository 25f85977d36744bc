import { Prisma } from "@/lib/db";
import type { Bounds } from "@/lib/geo/mercator";
import { type CellSpan, cellsCovering } from "@/lib/reports/box-cells";
import type { ReportFilter } from "@/lib/reports/filter";
import { statesOfKinds } from "@/lib/reports/states";

/** SQL over `"Report" r`: what everybody may see of what the filter lets through. The order is not its matter. */
export function publicAnd({ kinds, categoryIds }: Omit<ReportFilter, "sort">): Prisma.Sql {
  const parts = [Prisma.sql`r.visibility = 'public'`];
  if (kinds.length > 0) parts.push(Prisma.sql`r.state = any(${statesOfKinds(kinds)}::"ReportState"[])`);
  if (categoryIds.length > 0) parts.push(Prisma.sql`r."categoryId" = any(${[...categoryIds]}::int[])`);
  return Prisma.join(parts, " and ");
}

/** SQL over `"Report" r`: its cell lies in one of the spans. */
export function inCells(spans: readonly CellSpan[]): Prisma.Sql {
  if (spans.length === 0) return Prisma.sql`false`;
  const parts = spans.map(({ from, to }) => Prisma.sql`(r.cell >= ${from} and r.cell < ${to})`);
  return Prisma.sql`(${Prisma.join(parts, " or ")})`;
}

/** SQL over `"Report" r`: it lies in the box, edges included. */
export function inBox(bounds: Bounds): Prisma.Sql[] {
  return [
    inCells(cellsCovering(bounds)),
    Prisma.sql`r.lat between ${bounds.south} and ${bounds.north}`,
    Prisma.sql`r.lon between ${bounds.west} and ${bounds.east}`,
  ];
}

/** SQL over `"Report" r`: it was passed to this body; null = whoever got it. */
export const passedTo = (bodyId: number | null): Prisma.Sql =>
  bodyId === null
    ? Prisma.sql`true`
    : Prisma.sql`exists (select from "Delivery" d where d."reportId" = r.id and d."bodyId" = ${bodyId})`;
