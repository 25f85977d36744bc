import type { Tx } from "@/lib/db";

/** One body that keeps the category private is enough: nothing becomes public that somebody must protect. */
export async function isPrivate(
  tx: Tx,
  { id, categoryId }: { id: number; categoryId: number },
): Promise<boolean> {
  const areas = { some: { area: { reports: { some: { reportId: id } } } } };
  const contact = await tx.contact.findFirst({
    where: { categoryId, private: true, state: { not: "deleted" }, body: { deletedAt: null, areas } },
    select: { id: true },
  });
  return contact !== null;
}
