/** Pixels: the longer side of what we keep. */
const LONGEST = 2048;
/** Bytes: smaller files are quicker sent than worked on. */
const SMALL = 600_000;

/**
 * A smaller JPEG of a photo, upright, where the browser can read it; else the file as it is, for the server to judge. Saves
 * people's data and time: the server scales down again anyway.
 */
export async function downscale(file: File): Promise<Blob> {
  if (file.size <= SMALL || typeof createImageBitmap !== "function") return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const smaller = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.88));
    return smaller && smaller.size > 0 && smaller.size < file.size ? smaller : file;
  } catch {
    return file;
  }
}
