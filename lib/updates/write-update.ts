import type { Prisma, Tx } from "@/lib/db";
import { attachPhotos } from "@/lib/photos/attach";
import type { Speaker } from "@/lib/updates/append";
import type { ReportState } from "@/prisma/generated/enums";

export type Words = {
  reportId: number;
  origin: Speaker;
  userId: number | null;
  /** The body in whose name staff speak. */
  bodyId?: number | null;
  name?: string;
  showName?: boolean;
  text: string;
  /** Told to the reporter by mail instead of the text. */
  emailText?: string | null;
  templateId?: number | null;
  /** Photos that belong to nobody yet. */
  photoIds: readonly string[];
  language: string;
  /** What it wants the report to become, until `append` says what became of it. */
  wanted: ReportState | null;
  extra?: Prisma.InputJsonObject;
  /** Who posted it to our Open311 server, and what they call it. */
  clientId?: number;
  clientReference?: string | null;
};

/**
 * Writes an update that nobody sees yet; `append` makes it real.
 * @throws DomainError `invalid` (field `photoIds`) when a photo is not there any more
 */
export async function writeUpdate(
  tx: Tx,
  { photoIds, wanted, ...words }: Words,
  now: Date,
): Promise<{ id: number; origin: Speaker; wanted: ReportState | null }> {
  const { id } = await tx.update.create({
    data: { ...words, newState: wanted, stateApplied: false, visibility: "unconfirmed", createdAt: now },
    select: { id: true },
  });
  await attachPhotos(tx, { updateId: id }, photoIds);
  return { id, origin: words.origin, wanted };
}
