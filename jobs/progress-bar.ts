import { translator } from "@/lib/messages";
import type { HistoryProgress } from "@/lib/sync/history/run-history";

const width = 24;
/** Without a terminal, a line is printed so often, in milliseconds. */
const plainEveryMs = 10_000;

/** How far a file has been read, for a terminal: `▓▓▓▓░░░░ 40% 12,000 rows 800/s 2 minutes left`. */
export function progressLine({ rows, readBytes, bytes, resumedAt }: HistoryProgress, ms: number): string {
  const t = translator("history");
  const part = bytes === 0 ? 1 : readBytes / bytes;
  const rate = (rows - resumedAt) / (ms / 1000);
  // Rows are alike: those that are left take as long as those before.
  const leftRows = part > 0 ? rows / part - rows : 0;
  const minutes = Math.round(leftRows / rate / 60);
  const full = Math.round(part * width);
  const line = t("progress.line", {
    ...{ percent: part, rows, rate: Math.round(rate) },
    left: Number.isFinite(minutes) ? t("progress.left", { minutes }) : "",
  });
  return `${"▓".repeat(full)}${"░".repeat(width - full)} ${line}`;
}

/** Shows progress on standard error: in place in a terminal, else now and then as a line. */
export function createProgressBar(
  output: { isTTY?: boolean; write(text: string): unknown } = process.stderr,
) {
  const started = performance.now();
  let shownAt = started;
  return {
    show(progress: HistoryProgress): void {
      const now = performance.now();
      const line = progressLine(progress, now - started);
      if (output.isTTY) output.write(`\r\u001b[2K${line}`);
      else if (now - shownAt >= plainEveryMs) {
        shownAt = now;
        output.write(`${line}\n`);
      }
    },
    clear(): void {
      if (output.isTTY) output.write("\r\u001b[2K");
    },
  };
}
