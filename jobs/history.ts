import { parseArgs } from "node:util";
import { createProgressBar } from "@/jobs/progress-bar";
import { disconnect } from "@/lib/db";
import { provideEnv, rawEnv } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { formatLocale, timeZone } from "@/lib/locale";
import { translator } from "@/lib/messages";
import { migrate, prepareEnvironment } from "@/lib/postgres/prepare";
import { type HistoryResult, historyTarget, runHistory } from "@/lib/sync/history/run-history";
import { FileFault } from "@/lib/sync/history/splitter";
import type { HistoryCounts } from "@/lib/sync/history/tally";
import { tellCounts } from "@/lib/sync/history/tell-counts";
import { updatesKind } from "@/lib/sync/history/updates-kind";

// A back end's old items from a file: `npm run history -- updates FILE --connection ID`. See docs/operations.md.
// Exit codes: 0 done, 1 refused or something is wrong with the file, 2 the command was not understood, 130 paused.

const usage = `Usage: npm run history -- updates FILE --connection ID [--apply] [--again] [--from ISO] [--to ISO]
FILE is JSON, NDJSON or XML, of any size. Without --apply it is only told what would happen. Nobody is ever mailed.`;

const kinds = { updates: updatesKind } as const;
/** One Ctrl-C may arrive twice: from the terminal, and from what started us. Another one ends it at once, which loses nothing. */
const sameMs = 1_000;
const longDate = new Intl.DateTimeFormat(formatLocale, { dateStyle: "long", timeStyle: "short", timeZone });
const firstDay = new Date("2010-01-01T00:00:00Z");

function read() {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...{ connection: text, from: text, to: text, apply: flag, again: flag, help: flag },
      // What others' tools want to be told; here it is always so.
      "no-alerts": flag,
    },
  });
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  const [name = "", file, ...rest] = positionals;
  if (!Object.hasOwn(kinds, name)) throw new Error(name ? `There is no history of “${name}”` : "Of what?");
  if (file === undefined || rest.length > 0) throw new Error(file ? "One file at a time" : "Which file?");
  if (!/^[1-9]\d{0,8}$/.test(values.connection ?? "")) throw new Error("Which connection? Give its number");
  const now = new Date();
  const window = { start: date(values.from, "--from") ?? firstDay, end: date(values.to, "--to") ?? now };
  if (window.start > window.end) throw new Error("--from is after --to");
  const { apply, again } = values;
  return { kind: kinds.updates, file, connectionId: Number(values.connection), apply, again, now, window };
}

function date(text: string | undefined, option: string): Date | undefined {
  const value = text === undefined ? undefined : new Date(text);
  if (value && Number.isNaN(value.getTime())) throw new Error(`${option} takes a date such as 2019-04-01`);
  return value;
}

/** @returns the exit code */
async function run({ kind, ...options }: ReturnType<typeof read>): Promise<number> {
  const t = translator("history");
  const { body, connection } = await historyTarget(options.connectionId);
  console.error(t(options.apply ? "told.applying" : "told.dryRun", { body, connection }));
  const bar = createProgressBar();
  const stop = new AbortController();
  let askedAt: number | null = null;
  process.on("SIGINT", () => {
    const now = performance.now();
    if (askedAt === null) {
      askedAt = now;
      bar.clear();
      console.error(t("told.pausing"));
      stop.abort();
    } else if (now - askedAt > sameMs) process.exit(130);
  });
  const result = await runHistory(kind, {
    ...options,
    signal: stop.signal,
    onProgress: bar.show,
    onResume: (done) => console.error(t("told.resuming", { done })),
  });
  bar.clear();
  return tell(result, options.apply);
}

function tell(result: HistoryResult, apply: boolean): number {
  const t = translator("history");
  if (result.kind === "already") {
    console.log(t("told.already", { date: longDate.format(result.readAt) }));
    tellLines(result.counts, new Map());
    return 0;
  }
  console.log(t("told.rows", { rows: result.rows }));
  tellLines(result.counts, result.samples);
  if (apply && (result.counts.dead || result.counts.unreadable)) console.log(t("told.deadLetters"));
  if (result.kind === "paused") console.log(t("told.paused", { rows: result.rows }));
  if (result.fault) console.error(result.fault);
  return { done: 0, failed: 1, paused: 130 }[result.kind];
}

function tellLines(counts: HistoryCounts, samples: ReadonlyMap<string, readonly string[]>): void {
  for (const line of tellCounts(counts, samples)) console.log(line);
}

let command: ReturnType<typeof read>;
try {
  command = read();
} catch (error) {
  console.error(`${(error as Error).message}.\n${usage}`);
  process.exit(2);
}
if (!rawEnv().LOG_LEVEL) provideEnv({ LOG_LEVEL: "fatal" });
const release = await prepareEnvironment();
try {
  await migrate();
  process.exitCode = await run(command);
} catch (error) {
  if (!(error instanceof DomainError) && !(error instanceof FileFault)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await disconnect();
  await release();
}
process.exit();
