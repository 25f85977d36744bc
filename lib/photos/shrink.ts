import sharp from "sharp";

const sides = [2048, 1600, 1200, 900, 640] as const;

/**
 * A JPEG of at most so many bytes, for back ends that take no larger ones: smaller and smaller until it fits, or the smallest there
 * is. One that fits already stays as it is.
 */
export async function shrinkPhoto(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  let smallest = bytes;
  for (const side of sides) {
    if (smallest.byteLength <= maxBytes) break;
    smallest = await sharp(bytes)
      .resize(side, side, { fit: "inside", withoutEnlargement: true })
      .jpeg({ quality: 72, mozjpeg: true })
      .toBuffer();
  }
  return smallest;
}
