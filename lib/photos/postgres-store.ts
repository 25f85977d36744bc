import { db } from "@/lib/db";
import type { PhotoStore } from "@/lib/photos/store";

export const postgresStore: PhotoStore = {
  async put(tx, hash, size, bytes) {
    await tx.photoData.createMany({
      data: [{ hash, size, bytes: new Uint8Array(bytes) }],
      skipDuplicates: true,
    });
  },
  async get(hash, size) {
    const row = await db.photoData.findUnique({
      where: { hash_size: { hash, size } },
      select: { bytes: true },
    });
    return row?.bytes ?? null;
  },
  async remove(tx, hash) {
    await tx.photoData.deleteMany({ where: { hash } });
  },
};
