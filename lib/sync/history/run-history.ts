import { readSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { invalid, notFound } from "@/lib/errors";
import { timeZone } from "@/lib/locale";
import { translator } from "@/lib/messages";
import type { RowNames } from "@/lib/open311/read/document";
import type { ReadContext } from "@/lib/open311/read/requests";
import type { HistoryKind } from "@/lib/sync/history/history-kind";
import { openRun, type Run } from "@/lib/sync/history/history-run";
import { identify, piecesOf, readRows } from "@/lib/sync/history/read-file";
import { Reading, type ReadSoFar } from "@/lib/sync/history/reading";
import { whileHeld } from "@/lib/sync/history/run-lease";
import { FileFault } from "@/lib/sync/history/splitter";
import type { HistoryCounts } from "@/lib/sync/history/tally";

export type HistoryProgress = { rows: number; readBytes: number; bytes: number; resumedAt: number };

export type HistoryOptions = {
  connectionId: number;
  /** Without it, it is only counted what would happen. */
  apply: boolean;
  /** Also a file that was read to its end. */
  again?: boolean;
  now: Date;
  window: { start: Date; end: Date };
  /** Rows that are taken in, and whose progress is noted, together; tests take fewer. */
  together?: number;
  /** Stops after what is being written. */
  signal?: AbortSignal;
  /** Whoever stops does so for another to go on; else it is paused. */
  handsOver?: boolean;
  onProgress?: (progress: HistoryProgress) => void;
  /** The same file was begun before: so many of its rows are passed over. */
  onResume?: (rows: number) => void;
};

export type ReadResult = ReadSoFar & {
  kind: "done" | "paused" | "failed";
  /** What is wrong with the file, when it failed. */
  fault: string | null;
};
export type HistoryResult =
  | { kind: "already"; readAt: Date; counts: HistoryCounts; runId: number }
  | ReadResult;

/** Where a body's old items go. @throws DomainError `not_found`, or `invalid` when nobody could say them */
export async function historyTarget(
  connectionId: number,
): Promise<{ body: string; connection: string; context: ReadContext }> {
  const t = translator("history");
  const row = await db.connection.findUnique({
    where: { id: connectionId },
    include: { body: { select: { name: true, updatesUserId: true } } },
  });
  if (!row) throw notFound(t("refused.connection", { id: String(connectionId) }));
  if (row.body.updatesUserId === null) throw invalid(t("refused.body", { body: row.body.name }));
  const settings = row.method === "open311" ? readSettings({ ...row, method: "open311" }) : null;
  return {
    ...{ body: row.body.name, connection: row.slug },
    context: { timezone: settings?.timezone ?? timeZone, endpoint: settings?.endpoint ?? "" },
  };
}

/**
 * Reads a file of old items in, of any size, in pieces: what a piece holds is taken in, then it is noted how far the file has been
 * read. Whenever it stops, the same file goes on there; a piece that was taken in but not noted is taken in once more, which changes
 * nothing. Without `apply` nothing is written.
 * @throws DomainError when the connection is unknown or may not be read for; FileFault when the file cannot be opened
 */
export async function runHistory<Item>(
  kind: HistoryKind<Item>,
  { file, ...options }: HistoryOptions & { file: string },
): Promise<HistoryResult> {
  const { connectionId, apply, again = false } = options;
  await historyTarget(connectionId);
  const { hash, bytes } = await identify(file);
  const opened = apply
    ? await openRun({ connectionId, kind: kind.kind, file, hash, bytes }, { again })
    : null;
  if (opened && "readAt" in opened) return { kind: "already", ...opened };
  return readHistory(kind, { pieces: piecesOf(file), bytes }, options, opened);
}

/** What is read: the file, piece by piece, and its size. */
export type HistoryFile = { pieces: AsyncIterable<Buffer>; bytes: number };

/**
 * The same for a run that is ours already, or, without one, for a look that nobody else has to know of.
 * @throws as `runHistory`
 */
export async function readHistory<Item>(
  kind: HistoryKind<Item>,
  file: HistoryFile,
  options: HistoryOptions,
  run: Run | null,
): Promise<ReadResult> {
  const { context } = await historyTarget(options.connectionId);
  if (run && run.done > 0) options.onResume?.(run.done);
  const reading = new Reading(kind, options, context, run);
  const work = async (): Promise<ReadResult> => {
    try {
      const end = (await readAll(reading, options, kind.rows, file)) ? "paused" : "done";
      await reading.close(end);
      return { kind: end, ...reading.soFar(), fault: null };
    } catch (error) {
      if (!(error instanceof FileFault)) {
        await reading.leave(error);
        throw error;
      }
      await reading.takeIn();
      await reading.close("failed", error.message);
      return { kind: "failed", ...reading.soFar(), fault: error.message };
    }
  };
  return run ? whileHeld(run, work) : work();
}

/** @returns whether it was told to stop */
async function readAll<Item>(
  reading: Reading<Item>,
  { together = 1_000, onProgress }: HistoryOptions,
  names: RowNames,
  { pieces, bytes }: HistoryFile,
): Promise<boolean> {
  const resumedAt = reading.done;
  let rows = 0;
  let readBytes = 0;
  for await (const row of readRows(pieces, names)) {
    rows++;
    readBytes = row.readBytes;
    if (rows <= resumedAt) continue;
    if (reading.stops) {
      await reading.settled();
      return true;
    }
    reading.add(row.text);
    if (reading.waiting < together) continue;
    const progress = { rows, readBytes, bytes, resumedAt };
    await reading.begin({ part: { read: readBytes, whole: bytes } }, () => onProgress?.(progress));
  }
  await reading.settled();
  if (reading.stops && reading.waiting > 0) return true;
  await reading.takeIn({ part: { read: bytes, whole: bytes } });
  if (rows === 0) throw new FileFault(translator("history")("fault.noRows"));
  return false;
}
