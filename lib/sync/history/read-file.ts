import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { translator } from "@/lib/messages";
import type { RowNames } from "@/lib/open311/read/document";
import { decodeBody } from "@/lib/open311/read/text";
import { CsvSplitter, csvDelimiter } from "@/lib/sync/history/split-csv";
import { JsonSplitter } from "@/lib/sync/history/split-json";
import { XmlSplitter } from "@/lib/sync/history/split-xml";
import { FileFault, type Splitter } from "@/lib/sync/history/splitter";

/** A row as it stands in the file, and how many of the file's bytes have been read with it. */
export type FileRow = { text: string; readBytes: number };

const pieceBytes = 256_000;
/** Bytes in which it is seen what a file is. */
const longestHeader = 20_000;

/**
 * The file's SHA-256, by which it is known again, and its size in bytes.
 * @throws FileFault when it cannot be read
 */
export async function identify(file: string): Promise<{ hash: string; bytes: number }> {
  const hash = createHash("sha256");
  try {
    const { size } = await stat(file);
    for await (const piece of piecesOf(file)) hash.update(piece);
    return { hash: hash.digest("hex"), bytes: size };
  } catch (error) {
    throw new FileFault(
      translator("history")("fault.unreadable", { file, reason: (error as Error).message }),
    );
  }
}

/** A file on this machine, piece by piece. */
export const piecesOf = (file: string): AsyncIterable<Buffer> =>
  createReadStream(file, { highWaterMark: pieceBytes });

/**
 * The rows of a file of any size, one after the other: a JSON array, objects one after the other (NDJSON), or XML, each wrapped in
 * whatever way, or CSV whose first line names its columns; what it is, is seen from its beginning. No more of it than a row is held at a time.
 * @throws FileFault when it is something else, or was cut off: what came before has been answered by then
 */
export async function* readRows(pieces: AsyncIterable<Buffer>, names: RowNames): AsyncGenerator<FileRow> {
  const t = translator("history");
  let readBytes = 0;
  let reading: { splitter: Splitter; charset: string | null } | undefined;
  for await (const piece of decoded(pieces)) {
    readBytes += piece.fileBytes;
    reading ??= begin(piece.bytes, names);
    for (const row of await reading.splitter.push(piece.bytes)) {
      yield { text: decodeBody(row, reading.charset), readBytes };
    }
  }
  if (!reading) throw new FileFault(t("fault.empty"));
  const isWhole = await reading.splitter.end();
  for (const row of reading.splitter.rest?.() ?? []) {
    yield { text: decodeBody(row, reading.charset), readBytes };
  }
  if (!isWhole) throw new FileFault(t("fault.cutOff"));
}

/** By the first piece. */
function begin(piece: Buffer, names: RowNames): { splitter: Splitter; charset: string | null } {
  const start = piece.toString("utf8", 0, longestHeader).replace(/^\uFEFF/, "");
  const charset = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/i.exec(start)?.[1];
  const first = start.trimStart()[0];
  if (first === "<")
    return { splitter: new XmlSplitter(names), charset: charset ? `charset=${charset}` : null };
  if (first === "[" || first === "{") return { splitter: new JsonSplitter(names), charset: null };
  const delimiter = csvDelimiter(start, names);
  if (delimiter) return { splitter: new CsvSplitter(delimiter), charset: null };
  throw new FileFault(translator("history")("fault.neither"));
}

type Piece = { bytes: Buffer; fileBytes: number };

/** UTF-16 becomes UTF-8; in every other encoding signs of the language are the same bytes, and its rows are decoded by themselves. */
async function* decoded(pieces: AsyncIterable<Buffer>): AsyncGenerator<Piece> {
  let decoder: TextDecoder | null | undefined;
  for await (const piece of pieces) {
    if (decoder === undefined) decoder = utf16Decoder(piece);
    const bytes = decoder ? Buffer.from(decoder.decode(piece, { stream: true })) : piece;
    yield { bytes, fileBytes: piece.length };
  }
}

function utf16Decoder([first, second]: Buffer): TextDecoder | null {
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le");
  return first === 0xfe && second === 0xff ? new TextDecoder("utf-16be") : null;
}
