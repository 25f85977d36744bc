import { pieceBytes } from "@/lib/sync/history/upload-size";

type Sent = { uploadId: number };

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
  connectionId: number,
  onPart: (part: number) => void,
): Promise<number> {
  const about = { connectionId, fileName: file.name, bytes: file.size };
  const { uploadId } = await post<Sent>("/api/admin/history/uploads", JSON.stringify(about));
  for (let position = 0; position * pieceBytes < file.size; position++) {
    const start = position * pieceBytes;
    const piece = await file.slice(start, start + pieceBytes).arrayBuffer();
    await post(`/api/admin/history/uploads/${uploadId}?position=${position}`, piece);
    onPart(Math.min((start + pieceBytes) / file.size, 1));
  }
  return uploadId;
}

/** A refusal is final; what did not get through is tried again, a little later each time. */
async function post<Answer>(path: string, body: string | ArrayBuffer): Promise<Answer> {
  const type = typeof body === "string" ? "application/json" : "application/octet-stream";
  for (let n = 1; ; n++) {
    const answer = await fetch(path, { method: "POST", headers: { "content-type": type }, body }).catch(
      (error: unknown) => {
        if (n === tries) throw error;
        return null;
      },
    );
    if (answer?.ok) return (await answer.json()) as Answer;
    if (answer && (answer.status < 500 || n === tries)) {
      const told: unknown = await answer.json().catch(() => null);
      const words = (told as { message?: unknown } | null)?.message;
      throw new Error(typeof words === "string" ? words : String(answer.status));
    }
    await new Promise((resolve) => setTimeout(resolve, n * 1_000));
  }
}
