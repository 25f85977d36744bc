import { type PhotoSize, photoStore } from "@/lib/photos/store";

/** A photo's JPEG by the hash of its row, or null when its bytes are gone. */
export async function readPhoto(hash: string, size: PhotoSize): Promise<Uint8Array | null> {
  return photoStore().get(hash, size);
}
