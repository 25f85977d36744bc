import { db, literally } from "@/lib/db";
import { largestId } from "@/lib/row-id";

/**
 * What can be reported somewhere on this site under a service code: the category's number, which is what we tell, or its name, as
 * FixMyStreet's clients have it. Null for any other.
 */
export async function findService(code: string): Promise<{ id: number; name: string } | null> {
  const id = /^\d{1,10}$/.test(code) ? Number(code) : 0;
  const found = await db.category.findMany({
    where: {
      OR: [{ id: id <= largestId ? id : 0 }, { name: { equals: literally(code), mode: "insensitive" } }],
      contacts: { some: { state: { in: ["confirmed", "unconfirmed"] }, body: { deletedAt: null } } },
    },
    select: { id: true, name: true },
    orderBy: { id: "asc" },
  });
  return found.find((one) => one.id === id) ?? found.find(({ name }) => name === code) ?? found[0] ?? null;
}
