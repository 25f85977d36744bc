import type { Tx } from "@/lib/db";

/**
 * One body that keeps the category private is enough: nothing becomes public that somebody must protect. Nor what another system has
 * posted as not for the public.
 */
export async function isPrivate(
  tx: Tx,
  { id, categoryId }: { id: number; categoryId: number },
): Promise<boolean> {
  const areas = { some: { area: { reports: { some: { reportId: id } } } } };
  const contact = await tx.contact.findFirst({
    where: { categoryId, private: true, state: { not: "deleted" }, body: { deletedAt: null, areas } },
    select: { id: true },
  });
  if (contact !== null) return true;
  const posted = { path: ["posted", "nonPublic"], equals: true };
  return (await tx.report.count({ where: { id, extra: posted } })) > 0;
}
