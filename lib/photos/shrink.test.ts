import { randomBytes } from "node:crypto";
import sharp from "sharp";
import { expect, test } from "vitest";
import { shrinkPhoto } from "@/lib/photos/shrink";

/** Noise does not compress: about as large as a picture of its size can be. */
const noise = async (side: number) =>
  sharp(randomBytes(side * side * 3), { raw: { width: side, height: side, channels: 3 } })
    .jpeg({ quality: 82 })
    .toBuffer();

test("a photo that fits stays as it is", async () => {
  const bytes = await noise(50);
  expect(await shrinkPhoto(bytes, bytes.byteLength)).toBe(bytes);
});

test("a photo that is too large becomes smaller until it fits, and stays a photo", async () => {
  const bytes = await noise(900);
  const small = await shrinkPhoto(bytes, bytes.byteLength / 3);
  expect(small.byteLength).toBeLessThanOrEqual(bytes.byteLength / 3);
  const { format, width } = await sharp(small).metadata();
  expect(format).toBe("jpeg");
  expect(width).toBeLessThan(900);
});

test("what cannot be made small enough is made as small as it goes", async () => {
  const small = await shrinkPhoto(await noise(700), 10);
  expect((await sharp(small).metadata()).width).toBe(640);
});
