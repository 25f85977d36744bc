import type { Prisma } from "@/lib/db";
import { translator } from "@/lib/messages";
import { parseDocument, type Rows, type Skipped } from "@/lib/open311/read/document";
import type { ReadContext } from "@/lib/open311/read/requests";
import type { HistoryKind, HistoryTaking } from "@/lib/sync/history/history-kind";
import { closeRun, noteProgress, type Run } from "@/lib/sync/history/history-run";
import { type HistoryCounts, Tally } from "@/lib/sync/history/tally";

export type ReadSoFar = {
  /** By which it can be taken back; null in a dry run. */
  runId: number | null;
  /** Rows of the file that have been read, with those of earlier runs. */
  rows: number;
  counts: HistoryCounts;
  /** The first few rows of each outcome, in words. */
  samples: ReadonlyMap<string, readonly string[]>;
};

type Options = Pick<HistoryTaking, "now" | "window"> & { connectionId: number; apply: boolean };

/** What has been read of a file and not been taken in yet, and what came of the rest. */
export class Reading<Item> {
  readonly #tally: Tally;
  #run: Run | null;
  #items: Item[] = [];
  #unreadable: Skipped[] = [];
  #rows = 0;
  #taken: number;

  constructor(
    readonly kind: HistoryKind<Item>,
    readonly options: Options,
    readonly context: ReadContext,
    run: Run | null,
  ) {
    this.#run = run;
    this.#taken = run?.done ?? 0;
    this.#tally = new Tally({ ...run?.counts });
  }

  get done(): number {
    return this.#taken;
  }

  get waiting(): number {
    return this.#rows;
  }

  add(text: string): void {
    const t = translator("history");
    this.#rows++;
    const document = parseDocument(text);
    const read = document && this.kind.read(document, this.context);
    const reason = document ? t("refused.noRow", { kind: this.kind.kind }) : t("refused.unreadableRow");
    if (read) {
      this.#items.push(...read.rows);
      this.#unreadable.push(...read.skipped);
    }
    // An object in which nothing stands reads as an empty list.
    if (!read || read.rows.length + read.skipped.length === 0) {
      this.#unreadable.push({ reason, row: text.slice(0, 2_000) });
    }
  }

  /** Rows that came from somewhere else than from a file. */
  addRead({ rows, skipped }: Rows<Item>): void {
    this.#rows += rows.length + skipped.length;
    this.#items.push(...rows);
    this.#unreadable.push(...skipped);
  }

  /** @param cursor where a walk goes on */
  async takeIn(cursor?: Prisma.InputJsonObject): Promise<void> {
    if (this.#rows === 0 && !cursor) return;
    const { connectionId, now, window, apply } = this.options;
    const taking: HistoryTaking = { now, window, dryRun: !apply, historyRunId: this.#run?.id ?? null };
    for (const one of await this.kind.take(connectionId, this.#items, taking)) {
      this.#tally.add(one, one.told);
    }
    for (const { reason, row } of this.#unreadable) {
      this.#tally.add({ outcome: "unreadable", reason: null }, () => unreadableTold(row, reason));
    }
    if (apply) await this.kind.keepUnreadable(connectionId, this.#unreadable, now);
    if (this.#run) {
      this.#run = await noteProgress(this.#run, { rows: this.#rows, counts: this.#tally.counts, cursor });
    }
    this.#taken += this.#rows;
    this.#items = [];
    this.#unreadable = [];
    this.#rows = 0;
  }

  async close(state: "paused" | "done" | "failed", error: string | null = null): Promise<void> {
    if (this.#run) await closeRun(this.#run, state, error);
  }

  soFar(): ReadSoFar {
    const { counts, samples } = this.#tally;
    return { runId: this.#run?.id ?? null, rows: this.#taken, counts, samples };
  }
}

const unreadableTold = (row: unknown, words: string): string => {
  const text = typeof row === "string" ? row : JSON.stringify(row);
  return translator("history")("told.sampleUnreadable", { row: text.slice(0, 120), words });
};
