import { z } from "zod";
import { Prisma, type Tx } from "@/lib/db";
import { holdReasons } from "@/lib/sync/services/hold-back";
import { SyncDiff } from "@/lib/sync/services/sync-diff";

/** A change of the service list that waits for a person, as the watermark keeps it. */
export const HeldSync = z.object({
  because: z.array(z.enum(holdReasons)),
  /** A person has seen it and wants none of it; it stays so until the list, or the contacts, change. */
  dismissed: z.boolean(),
  /** A person has seen it and wants it: the next turn carries it out, unless it would be something else by then. */
  approved: z.boolean().default(false),
  diff: SyncDiff,
});
export type HeldSync = z.infer<typeof HeldSync>;

/** What of a watermark tells of what is held; null = nothing. One that an older version wrote is read anew with the next look. */
export const readHeld = (held: unknown): HeldSync | null => HeldSync.safeParse(held).data ?? null;

/** Keeps what waits. The very same one that waited already has waited since then, and stays dismissed if it is. */
export async function writeHeld(
  tx: Tx,
  connectionId: number,
  held: Omit<HeldSync, "dismissed" | "approved"> | null,
  now: Date,
): Promise<void> {
  const where = { connectionId_kind: { connectionId, kind: "services" as const } };
  if (!held) {
    await tx.watermark.updateMany({
      where: { connectionId, kind: "services" },
      data: { held: Prisma.DbNull, heldAt: null },
    });
    return;
  }
  const row = await tx.watermark.findUnique({ where, select: { held: true, heldAt: true } });
  const before = readHeld(row?.held);
  const same = before?.diff.fingerprint === held.diff.fingerprint ? before : null;
  await tx.watermark.updateMany({
    where: { connectionId, kind: "services" },
    data: {
      held: { ...held, dismissed: same?.dismissed ?? false, approved: same?.approved ?? false },
      heldAt: (same && row?.heldAt) ?? now,
    },
  });
}
