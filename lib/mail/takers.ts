import type { Prisma } from "@/lib/db";

const taking = { method: { not: "refused" } } as const satisfies Prisma.ConnectionWhereInput;

/**
 * The contacts that take a report by its place and category, none of them by refusing: what `methodFor` of lib/bodies/method.ts
 * decides, as a condition.
 */
export const takingContacts = (reportId: number): Prisma.ContactWhereInput => ({
  state: { in: ["unconfirmed", "confirmed", "staff"] },
  category: { reports: { some: { id: reportId } } },
  body: { deletedAt: null, areas: { some: { area: { reports: { some: { reportId } } } } } },
  NOT: { destination: { equals: "REFUSED", mode: "insensitive" } },
  OR: [
    { body: { canBeDevolved: true }, connection: taking },
    {
      AND: [
        { OR: [{ body: { canBeDevolved: false } }, { connectionId: null }] },
        { body: { OR: [{ defaultConnectionId: null }, { defaultConnection: taking }] } },
      ],
    },
  ],
});
