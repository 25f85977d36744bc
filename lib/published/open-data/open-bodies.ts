import { db } from "@/lib/db";

/** Every body that takes reports, or has any, by name: each has files of its own. */
export async function openBodies(): Promise<{ slug: string; name: string }[]> {
  return db.body.findMany({
    where: { OR: [{ deletedAt: null }, { deliveries: { some: { report: { visibility: "public" } } } }] },
    orderBy: [{ name: "asc" }, { slug: "asc" }],
    select: { slug: true, name: true },
  });
}
