import { db } from "@/lib/db";
import { lockPhotoBytes } from "@/lib/photos/add";
import { photoStore } from "@/lib/photos/store";

/** How long a photo waits for its form to be sent, in milliseconds. */
export const draftPhotoLife = 24 * 3_600_000;
const batch = 200;

/**
 * Deletes photos that no report or update took within a day, or whose report is gone, and bytes that no photo refers to any
 * more. Answers how many photos.
 */
export async function deleteOrphanedPhotos(now: Date = new Date()): Promise<number> {
  const before = new Date(now.getTime() - draftPhotoLife);
  let deleted = 0;
  for (;;) {
    const old = await db.photo.findMany({
      where: { reportId: null, updateId: null, createdAt: { lt: before } },
      select: { id: true, hash: true },
      take: batch,
    });
    for (const { id, hash } of old) deleted += await deleteOrphanedPhoto(id, hash);
    if (old.length < batch) break;
  }
  for (const { hash } of await unreferencedData()) await deleteBytes(hash);
  return deleted;
}

/** The row and, if it was the last with them, the bytes; nothing when somebody took the photo meanwhile. */
export const deleteOrphanedPhoto = (id: string, hash: string): Promise<number> =>
  db.$transaction(async (tx) => {
    await lockPhotoBytes(tx, hash);
    const { count } = await tx.photo.deleteMany({ where: { id, reportId: null, updateId: null } });
    const others = await tx.photo.count({ where: { hash } });
    if (count > 0 && others === 0) await photoStore().remove(tx, hash);
    return count;
  });

const deleteBytes = (hash: string): Promise<void> =>
  db.$transaction(async (tx) => {
    await lockPhotoBytes(tx, hash);
    if ((await tx.photo.count({ where: { hash } })) === 0) await tx.photoData.deleteMany({ where: { hash } });
  });

/** Left behind where rows were deleted by hand. */
const unreferencedData = () => db.$queryRaw<{ hash: string }[]>`
  select distinct d.hash from "PhotoData" d
  where not exists (select from "Photo" p where p.hash = d.hash) limit 1000`;
