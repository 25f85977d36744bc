import type { Prisma } from "@/lib/db";
import { translator } from "@/lib/messages";
import { parseDocument, type Rows, type Skipped } from "@/lib/open311/read/document";
import type { ReadContext } from "@/lib/open311/read/requests";
import type { HistoryKind, HistoryTaking } from "@/lib/sync/history/history-kind";
import { closeRun, noteProgress, type Run } from "@/lib/sync/history/history-run";
import { type HistoryCounts, Tally } from "@/lib/sync/history/tally";
import { isPassing } from "@/lib/sync/updates/try-again";

export type ReadSoFar = {
  /** By which it can be taken back; null in a dry run. */
  runId: number | null;
  /** Rows of the file that have been read, with those of earlier runs. */
  rows: number;
  counts: HistoryCounts;
  /** The first few rows of each outcome, in words. */
  samples: ReadonlyMap<string, readonly string[]>;
};

type Options = Pick<HistoryTaking, "now" | "window"> & {
  connectionId: number;
  apply: boolean;
  /** Told to stop: after what is being written. */
  signal?: AbortSignal;
  /** Whoever stops does so for another to go on; else it is paused. */
  handsOver?: boolean;
};

/** How far it is behind: bytes of a file, or milliseconds of a walk. */
export type Part = { read: number; whole: number };

/** @property cursor where a walk goes on */
type Piece = { cursor?: Prisma.InputJsonObject; part?: Part };

/** What has been read of a file and not been taken in yet, and what came of the rest. */
export class Reading<Item> {
  readonly #tally: Tally;
  #run: Run | null;
  #items: Item[] = [];
  #unreadable: Skipped[] = [];
  #rows = 0;
  #taken: number;
  readonly #startedAt = performance.now();
  readonly #resumedAt: number;
  #resumedPart: number | null = null;
  /** What is being taken in while the next rows are read. */
  #inFlight: Promise<void> | null = null;

  constructor(
    readonly kind: HistoryKind<Item>,
    readonly options: Options,
    readonly context: ReadContext,
    run: Run | null,
  ) {
    this.#run = run;
    this.#taken = run?.done ?? 0;
    this.#resumedAt = this.#taken;
    this.#tally = new Tally({ ...run?.counts }, run ? structuredClone(run.samples) : undefined);
  }

  get done(): number {
    return this.#taken;
  }

  get waiting(): number {
    return this.#rows;
  }

  /** Whether it is to stop: by whoever runs it, or as somebody asked at the dashboard. */
  get stops(): boolean {
    return this.options.signal?.aborted === true || this.#run?.pauseAsked === true;
  }

  add(text: string): void {
    this.#rows++;
    const document = parseDocument(text);
    const read = document && this.kind.read(document, this.context);
    if (read) {
      this.#items.push(...read.rows);
      this.#unreadable.push(...read.skipped);
    }
    // An object in which nothing stands reads as an empty list.
    if (!read || read.rows.length + read.skipped.length === 0) {
      const t = translator("history");
      const reason = document ? t("refused.noRow", { kind: this.kind.kind }) : t("refused.unreadableRow");
      this.#unreadable.push({ reason, row: text.slice(0, 2_000) });
    }
  }

  /** Rows that came from somewhere else than from a file. */
  addRead({ rows, skipped }: Rows<Item>): void {
    this.#rows += rows.length + skipped.length;
    this.#items.push(...rows);
    this.#unreadable.push(...skipped);
  }

  /**
   * Begins to take in what has been read, once what was begun before is done: the next rows can be read meanwhile.
   * @param then called when it is done, which is then noted
   * @throws what went wrong with what was begun before
   */
  async begin(piece: Piece, then: () => void): Promise<void> {
    await this.settled();
    if (this.stops) return; // what was read beyond is read again
    this.#inFlight = this.#take(piece).then(then);
    this.#inFlight.catch(() => {}); // whoever waits for it hears of it
  }

  /** Waits for what was begun. @throws what went wrong with it */
  async settled(): Promise<void> {
    const begun = this.#inFlight;
    this.#inFlight = null;
    await begun;
  }

  /** Takes in what has been read. */
  async takeIn(piece: Piece = {}): Promise<void> {
    await this.settled();
    await this.#take(piece);
  }

  async #take({ cursor, part }: Piece): Promise<void> {
    const [rows, items, unreadable] = [this.#rows, this.#items, this.#unreadable];
    if (rows === 0 && !cursor) return;
    this.#rows = 0;
    this.#items = [];
    this.#unreadable = [];
    const { connectionId, now, window, apply } = this.options;
    const historyRunId = apply ? (this.#run?.id ?? null) : null;
    for (const one of await this.kind.take(connectionId, items, {
      ...{ now, window, historyRunId, dryRun: !apply },
      notesCodes: apply || this.#run !== null,
    })) {
      // Of what is taken in the map shows all anyway.
      this.#tally.add(apply ? { ...one, place: null } : one, one.told);
    }
    for (const { reason, row } of unreadable) {
      this.#tally.add({ outcome: "unreadable", reason: null, place: null }, () =>
        unreadableTold(row, reason),
      );
    }
    if (apply) await this.kind.keepUnreadable(connectionId, unreadable, now);
    if (this.#run) {
      const { counts, samples } = this.#tally;
      const pace = this.#pace(rows, part);
      this.#run = await noteProgress(this.#run, { rows, counts, samples, cursor, part, ...pace });
    }
    this.#taken += rows;
  }

  /** Rows a second since it was begun or taken up again, and how long the rest takes if it is like that. */
  #pace(rows: number, part: Part | undefined): { rate: number; secondsLeft: number | null } {
    const seconds = Math.max((performance.now() - this.#startedAt) / 1_000, 0.001);
    const rate = (this.#taken + rows - this.#resumedAt) / seconds;
    // What was behind before, nobody knows at the first time.
    this.#resumedPart ??= this.#resumedAt === 0 ? 0 : (part?.read ?? 0);
    const passed = part ? part.read - this.#resumedPart : 0;
    if (!part || passed <= 0) return { rate, secondsLeft: null };
    return { rate, secondsLeft: Math.round(((part.whole - part.read) / passed) * seconds) };
  }

  async close(state: "paused" | "done" | "failed", error: string | null = null): Promise<void> {
    const { signal, handsOver = false } = this.options;
    const goesOn = state === "paused" && handsOver && signal?.aborted === true && !this.#run?.pauseAsked;
    if (this.#run) await closeRun(this.#run, goesOn ? "running" : state, error);
  }

  /** It failed: for good, unless that says nothing of the items, and another worker goes on when this one is not heard of any more. */
  async leave(error: unknown): Promise<void> {
    await this.settled().catch(() => {});
    if (this.options.handsOver && isPassing(error)) return;
    const fault = error instanceof Error ? error.message : String(error);
    await this.close("failed", fault).catch(() => {}); // the database may be what failed
  }

  soFar(): ReadSoFar {
    const { counts, samples } = this.#tally;
    const lines = new Map(Object.entries(samples.lines));
    return { runId: this.#run?.id ?? null, rows: this.#taken, counts, samples: lines };
  }
}

const unreadableTold = (row: unknown, words: string): string => {
  const text = typeof row === "string" ? row : JSON.stringify(row);
  return translator("history")("told.sampleUnreadable", { row: text.slice(0, 120), words });
};
