import type { Scope } from "@/lib/auth/scope";
import { Prisma } from "@/lib/db";

/** What of the deliveries `d` a scope shows, as a condition of raw SQL. */
export function deliveriesIn({ bodyId, categoryIds }: Scope): Prisma.Sql {
  const ofBody = bodyId === null ? Prisma.sql`true` : Prisma.sql`d."bodyId" = ${bodyId}`;
  if (!categoryIds) return ofBody;
  return Prisma.sql`${ofBody} and exists (
    select 1 from "Report" r where r.id = d."reportId" and r."categoryId" = any(${[...categoryIds]}::int[]))`;
}
