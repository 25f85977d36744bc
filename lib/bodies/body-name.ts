import { db } from "@/lib/db";

/** A body's name; null when there is none with this id. */
export async function bodyNameOf(id: number): Promise<string | null> {
  const body = await db.body.findUnique({ where: { id }, select: { name: true } });
  return body?.name ?? null;
}

/** Every body that is not retired, by name: for filters. */
export const bodyNames = (): Promise<{ id: number; name: string }[]> =>
  db.body.findMany({
    where: { deletedAt: null },
    orderBy: { name: "asc" },
    select: { id: true, name: true },
  });
