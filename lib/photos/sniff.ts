export type PhotoFormat = "jpeg" | "png" | "webp" | "gif" | "avif" | "heic" | "tiff";
export type Sniffed = PhotoFormat | "drawing" | "document" | "unknown";

const heicBrands = new Set(["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs"]);

/**
 * What a file is, by its first bytes: names and declared types are the sender's word. Asked before any decoder sees the
 * file, as the image library would open drawings (SVG) and documents too.
 */
export function sniffPhoto(bytes: Uint8Array): Sniffed {
  const head = Buffer.from(bytes.subarray(0, 512)).toString("latin1");
  if (head.startsWith("\xff\xd8\xff")) return "jpeg";
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (/^GIF8[79]a/.test(head)) return "gif";
  if (head.startsWith("II*\0") || head.startsWith("MM\0*")) return "tiff";
  if (/^RIFF[\s\S]{4}WEBP/.test(head)) return "webp";
  if (head.slice(4, 8) === "ftyp") return sniffHeif(head);
  if (head.startsWith("%PDF-") || head.startsWith("PK\x03\x04")) return "document";
  if (/<svg[\s>]/i.test(head)) return "drawing";
  return "unknown";
}

/** A HEIF container names its kinds in the box `ftyp`: AVIF pictures, an iPhone's HEIC ones, and videos. */
function sniffHeif(head: string): Sniffed {
  const length = Math.min(head.charCodeAt(2) * 256 + head.charCodeAt(3), head.length);
  const brands = (head.slice(8, 12) + head.slice(16, length)).match(/[\s\S]{4}/g) ?? [];
  if (brands.some((brand) => brand === "avif" || brand === "avis")) return "avif";
  return brands.some((brand) => heicBrands.has(brand)) ? "heic" : "unknown";
}
