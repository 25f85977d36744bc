import { createHash } from "node:crypto";
import { z } from "zod";
import { type Actor, userIdOf } from "@/lib/actor";
import { authorize } from "@/lib/auth/permissions";
import { scopeOf } from "@/lib/auth/scope";
import { db } from "@/lib/db";
import { conflict, invalid, notFound } from "@/lib/errors";
import { RowId } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { oneLine } from "@/lib/plain-text";
import { rowIdIn } from "@/lib/row-id";
import { largestFile, pieceBytes } from "@/lib/sync/history/upload-size";
import { uploadedPieces } from "@/lib/sync/history/uploaded-pieces";

const t = translator("adminHistory");

const FileName = z
  .string()
  .transform((name) => oneLine(name).slice(0, 200))
  .pipe(z.string().min(1, t("refused.noFile")));

export const BeginUpload = z.object({
  connectionId: RowId,
  fileName: FileName,
  bytes: z.coerce.number().int().min(1, t("refused.empty")).max(largestFile, t("refused.tooLarge")),
});

/**
 * Begins to take a file in, piece by piece, into the database, which the web part and the workers both reach.
 * @returns the upload's number
 * @throws DomainError `not_found`, `forbidden`; `invalid` for a file that is empty or too large
 */
export async function beginUpload(actor: Actor, input: z.input<typeof BeginUpload>): Promise<number> {
  scopeOf(actor, "connection:edit");
  const { connectionId, fileName, bytes } = parseInput(BeginUpload, input, t("refused.form"));
  const row = await db.connection.findUnique({ where: { id: connectionId }, select: { bodyId: true } });
  if (!row) throw notFound(translator("history")("refused.connection", { id: String(connectionId) }));
  authorize(actor, "connection:edit", { bodyIds: [row.bodyId] });
  const upload = await db.historyUpload.create({
    data: { connectionId, fileName, fileBytes: bytes, uploadedById: userIdOf(actor) },
    select: { id: true },
  });
  return upload.id;
}

export const PieceOf = z.object({ uploadId: RowId, position: z.coerce.number().int().min(0).max(100_000) });

/**
 * Keeps one piece. One that comes twice, as its sender did not hear that it had come, is kept once.
 * @throws DomainError `not_found`, `forbidden`; `conflict` once the file is whole; `invalid` for a piece that is not as large as it has to be
 */
export async function addPiece(
  actor: Actor,
  input: z.input<typeof PieceOf>,
  data: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const { uploadId, position } = parseInput(PieceOf, input, t("refused.form"));
  const upload = await uploadOf(actor, uploadId);
  if (upload.fileHash !== null) throw conflict(t("refused.whole"));
  // What was announced is all that is kept, whatever comes.
  const left = Number(upload.fileBytes) - position * pieceBytes;
  if (left <= 0 || data.byteLength !== Math.min(left, pieceBytes)) throw invalid(t("refused.piece"));
  const where = { uploadId_position: { uploadId, position } };
  await db.historyPiece.upsert({ where, create: { uploadId, position, data }, update: { data } });
}

/**
 * The file is here: it is looked through once, to know it again.
 * @throws DomainError `not_found`, `forbidden`; `invalid` when it is not as large as was said
 */
export async function endUpload(actor: Actor, uploadId: number): Promise<void> {
  const upload = await uploadOf(actor, uploadId);
  if (upload.fileHash !== null) return;
  const hash = createHash("sha256");
  let bytes = 0n;
  for await (const piece of uploadedPieces(uploadId)) {
    hash.update(piece);
    bytes += BigInt(piece.byteLength);
  }
  if (bytes !== upload.fileBytes) throw invalid(t("refused.notWhole"));
  await db.historyUpload.update({ where: { id: uploadId }, data: { fileHash: hash.digest("hex") } });
}

async function uploadOf(actor: Actor, id: number): Promise<{ fileHash: string | null; fileBytes: bigint }> {
  scopeOf(actor, "connection:edit");
  // A form that was tampered with names no upload.
  const row = await db.historyUpload.findUnique({
    where: { id: rowIdIn(String(id)) ?? 0 },
    select: { fileHash: true, fileBytes: true, connection: { select: { bodyId: true } } },
  });
  if (!row) throw notFound(t("refused.upload"));
  authorize(actor, "connection:edit", { bodyIds: [row.connection.bodyId] });
  return row;
}

const dayMs = 86_400_000;
/** Days that a file is kept after it came: whoever looked at it may still read it in. */
const keptDays = 30;

/** Deletes files that nobody needs any more, and those that did not come whole. What is being read stays. */
export async function expireUploads(now: Date): Promise<number> {
  const { count } = await db.historyUpload.deleteMany({
    where: {
      OR: [
        { createdAt: { lt: new Date(now.getTime() - keptDays * dayMs) } },
        { fileHash: null, createdAt: { lt: new Date(now.getTime() - dayMs) } },
      ],
      runs: { none: { state: { in: ["running", "paused"] } } },
    },
  });
  return count;
}
