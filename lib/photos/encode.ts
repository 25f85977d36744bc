import pLimit from "p-limit";
import sharp, { type SharpOptions } from "sharp";
import { invalid } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { sniffPhoto } from "@/lib/photos/sniff";

export const maxPhotoBytes = 20_000_000;
const maxPixels = 100_000_000;
const longestSide = 2048;
const thumb = { width: 320, height: 240 } as const;
const paper = "#ffffff";

export type EncodedPhoto = { full: Uint8Array; thumb: Uint8Array; width: number; height: number };

/** Decoding takes a core and much memory each: on a small machine two at a time leave room for everything else. */
const turn = pLimit(2);

/**
 * Makes of any picture that a browser or phone may send two JPEGs: upright, at most 2048 pixels wide or high, in sRGB, and a
 * thumbnail of 4:3. No metadata survives: neither where it was taken nor by which camera. Of a moving picture the first frame.
 * @throws DomainError `invalid` saying what is wrong with the file and what to do
 */
export async function encodePhoto(bytes: Uint8Array): Promise<EncodedPhoto> {
  const t = translator("photos");
  if (bytes.byteLength === 0) throw invalid(t("empty"));
  if (bytes.byteLength > maxPhotoBytes) throw invalid(t("tooLarge"));
  const kind = sniffPhoto(bytes);
  if (kind === "unknown") throw invalid(t("notAPhoto"));
  if (kind === "drawing" || kind === "document") throw invalid(t(kind));
  try {
    return await turn(() => encode(bytes));
  } catch (error) {
    if (error instanceof TooManyPixels) throw invalid(t("tooManyPixels"));
    // The library says in many ways that a file is not whole; HEIC is whole, but its codec is patented and not built in.
    throw invalid(t(kind === "heic" ? "heic" : "damaged"));
  }
}

class TooManyPixels extends Error {}

async function encode(bytes: Uint8Array): Promise<EncodedPhoto> {
  // Phones write harmless oddities into their files (warnings); a file that ends early is an error.
  const options: SharpOptions = { failOn: "error", limitInputPixels: maxPixels, pages: 1 };
  // From the header alone, so that a small file that unpacks to gigabytes is never unpacked.
  const { width, height } = await sharp(bytes, { ...options, limitInputPixels: false }).metadata();
  if (width * height > maxPixels) throw new TooManyPixels();
  const full = await sharp(bytes, options)
    .timeout({ seconds: 30 })
    .autoOrient()
    .resize(longestSide, longestSide, { fit: "inside", withoutEnlargement: true })
    .flatten({ background: paper })
    .toColorspace("srgb")
    .jpeg({ quality: 82, mozjpeg: true })
    .toBuffer({ resolveWithObject: true });
  const small = await sharp(full.data)
    .resize(thumb.width, thumb.height, { fit: "cover", position: "centre" })
    .jpeg({ quality: 76, mozjpeg: true })
    .toBuffer();
  return { full: full.data, thumb: small, width: full.info.width, height: full.info.height };
}
