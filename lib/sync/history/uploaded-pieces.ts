import { db } from "@/lib/db";
import { translator } from "@/lib/messages";
import { FileFault } from "@/lib/sync/history/splitter";

/**
 * A file that was sent to the dashboard, piece by piece; one of them is held at a time.
 * @throws FileFault when it is gone
 */
export async function* uploadedPieces(uploadId: number): AsyncGenerator<Buffer> {
  for (let position = 0; ; position++) {
    const where = { uploadId_position: { uploadId, position } };
    const piece = await db.historyPiece.findUnique({ where, select: { data: true } });
    if (!piece) {
      if (position === 0) throw new FileFault(translator("history")("fault.gone"));
      return;
    }
    yield Buffer.from(piece.data.buffer, piece.data.byteOffset, piece.data.byteLength);
  }
}
