import type { FormState } from "@/lib/forms";
import { pieceBytes } from "@/lib/sync/history/upload-size";

/** Keeps one piece, and answers the number that the next ones go by. */
export type KeepPiece = (
  previous: FormState & { uploadId?: number },
  form: FormData,
) => Promise<FormState & { uploadId?: number }>;

/** How often a piece that did not get through is sent again. */
const tries = 4;

/**
 * Sends a file of any size in pieces, one after the other, so that no host's limit is in its way.
 * @param onPart how much of it has been sent, between 0 and 1
 * @returns the upload's number
 * @throws Error with words meant for people
 */
export async function sendPieces(
  file: File,
  { connectionId, keep, onPart }: { connectionId: number; keep: KeepPiece; onPart: (part: number) => void },
): Promise<number> {
  let uploadId: number | undefined;
  for (let position = 0; position * pieceBytes < file.size; position++) {
    const end = Math.min((position + 1) * pieceBytes, file.size);
    const form = new FormData();
    form.set("connectionId", String(connectionId));
    form.set("fileName", file.name);
    form.set("bytes", String(file.size));
    form.set("position", String(position));
    if (uploadId !== undefined) form.set("uploadId", String(uploadId));
    form.set("piece", file.slice(position * pieceBytes, end));
    uploadId = await sendOne(form, keep);
    onPart(end / file.size);
  }
  if (uploadId === undefined) throw new Error(file.name);
  return uploadId;
}

/** A refusal is final; what did not get through is tried again, a little later each time. */
async function sendOne(form: FormData, keep: KeepPiece): Promise<number> {
  for (let n = 1; ; n++) {
    try {
      const { uploadId, message, fields = {} } = await keep({}, form);
      if (uploadId !== undefined) return uploadId;
      throw new Refused(Object.values(fields)[0] ?? message ?? "");
    } catch (error) {
      if (error instanceof Refused || n === tries) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, n * 1_000));
  }
}

class Refused extends Error {
  override readonly name = "Refused";
}
