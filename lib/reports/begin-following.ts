import type { Tx } from "@/lib/db";

/**
 * From now on this person is told of what happens with a report; of what was said before they are not, also when they had followed
 * it once.
 * @returns whether that is new
 */
export async function beginFollowing(tx: Tx, userId: number, reportId: number, now: Date): Promise<boolean> {
  const row = { kind: "report", userId, reportId } as const;
  const fresh = { createdAt: now, confirmedAt: now, disabledAt: null };
  const made = await tx.alert.createMany({ data: { ...row, ...fresh }, skipDuplicates: true });
  const again = await tx.alert.updateMany({
    where: { ...row, OR: [{ confirmedAt: null }, { disabledAt: { not: null } }] },
    data: fresh,
  });
  return made.count + again.count > 0;
}
