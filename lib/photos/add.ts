import { createHash } from "node:crypto";
import { db, type Tx } from "@/lib/db";
import { encodePhoto } from "@/lib/photos/encode";
import { photoStore } from "@/lib/photos/store";

export type AddedPhoto = { id: string; width: number; height: number };

/**
 * Takes a picture in. It belongs to nobody until a report or update takes it (`attachPhotos`), and is deleted when none has
 * done so within a day. Its id is the only way to it, and cannot be guessed.
 * @throws DomainError `invalid` saying what is wrong with the file and what to do
 */
export async function addPhoto(bytes: Uint8Array): Promise<AddedPhoto> {
  const { full, thumb, width, height } = await encodePhoto(bytes);
  const hash = createHash("sha256").update(full).digest("hex");
  const id = crypto.randomUUID();
  const store = photoStore();
  await db.$transaction(async (tx) => {
    await lockPhotoBytes(tx, hash);
    await store.put(tx, hash, "full", full);
    await store.put(tx, hash, "thumb", thumb);
    await tx.photo.create({ data: { id, hash, width, height } });
  });
  return { id, width, height };
}

/** Until the transaction ends nobody else adds a picture with these bytes, or deletes the bytes. */
export async function lockPhotoBytes(tx: Tx, hash: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`photo ${hash}`}, 0))`;
}
