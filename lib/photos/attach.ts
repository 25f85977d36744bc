import { z } from "zod";
import type { Tx } from "@/lib/db";
import { invalid } from "@/lib/errors";
import { translator } from "@/lib/messages";

export const maxPhotos = 3;

type Owner = { reportId: number } | { updateId: number };

const PhotoId = z.uuid();

/**
 * Gives photos that belong to nobody yet to a report or update, behind those it has, in the order given.
 * @throws DomainError `invalid` (field `photoIds`) when there are too many, or one is unknown, deleted or taken
 */
export async function attachPhotos(tx: Tx, owner: Owner, ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return;
  const t = translator("photos");
  const refuse = (message: string) => invalid(message, { photoIds: message });
  const { _max, _count } = await tx.photo.aggregate({ where: owner, _max: { position: true }, _count: true });
  if (_count + wanted.length > maxPhotos) throw refuse(t("tooMany"));
  let position = (_max.position ?? -1) + 1;
  for (const id of wanted) {
    if (!PhotoId.safeParse(id).success) throw refuse(t("lost"));
    // One statement asks and takes, so that a photo never goes to two.
    const taken = await tx.photo.updateMany({
      where: { id, reportId: null, updateId: null },
      data: { ...owner, position: position++ },
    });
    if (taken.count === 0) throw refuse(t("lost"));
  }
}
