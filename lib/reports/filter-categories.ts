import { db } from "@/lib/db";

/** The categories that public reports may be in, by name; of one body if given. Retired ones stay while reports may have them. */
export async function filterCategories(bodyId: number | null): Promise<{ id: number; name: string }[]> {
  return db.category.findMany({
    where: { contacts: { some: { private: false, ...(bodyId !== null && { bodyId }) } } },
    orderBy: { name: "asc" },
    select: { id: true, name: true },
  });
}
