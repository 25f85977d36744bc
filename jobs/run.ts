import { hostname } from "node:os";
import { parseArgs } from "node:util";
import { type RunOptions, runnable } from "@/jobs/runnable";
import { disconnect } from "@/lib/db";
import { provideEnv, rawEnv } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { migrate, prepareEnvironment } from "@/lib/postgres/prepare";

// One job by hand, in the foreground: `npm run job -- NAME [--body SLUG] [--connection ID]`.
// Prints one line of JSON with its counts; everything else goes to the log.

const usage = `Usage: npm run job -- NAME [--body SLUG] [--connection ID] [--report ID] [--start ISO] [--end ISO]
Jobs: ${Object.keys(runnable).join(" ")}`;

function fail(message: string): never {
  console.error(`${message}\n${usage}`);
  process.exit(2);
}

function read(): { name: keyof typeof runnable; options: RunOptions } {
  const date = (text: string | undefined, flag: string) => {
    const value = text === undefined ? undefined : new Date(text);
    if (value && Number.isNaN(value.getTime())) fail(`${flag} takes a date such as 2026-09-01T10:00:00Z`);
    return value;
  };
  try {
    const text = { type: "string" } as const;
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { body: text, connection: text, report: text, start: text, end: text },
    });
    const [name = "", ...rest] = positionals;
    if (!(name in runnable) || rest.length > 0)
      fail(name ? `There is no job “${positionals.join(" ")}”.` : "Which job?");
    const number = (value: string | undefined, flag: string) => {
      if (value !== undefined && !/^\d+$/.test(value)) fail(`${flag} takes a number`);
      return value === undefined ? undefined : Number(value);
    };
    return {
      name: name as keyof typeof runnable,
      options: {
        body: values.body,
        connectionId: number(values.connection, "--connection"),
        reportId: number(values.report, "--report"),
        start: date(values.start, "--start"),
        end: date(values.end, "--end"),
      },
    };
  } catch (error) {
    return fail((error as Error).message);
  }
}

const { name, options } = read();
if (!rawEnv().LOG_LEVEL) provideEnv({ LOG_LEVEL: "warn" });
const release = await prepareEnvironment();
await migrate();
const done = await runnable[name]({ ...options, worker: `${hostname()}:${process.pid}` }).catch(wrongWords);
if (typeof done !== "string") console.log(JSON.stringify({ job: name, ...done }));
await disconnect();
await release();
if (typeof done === "string") fail(done);
process.exit(0);

/** There is no such body, connection or window: whoever typed it is told so, without our code's own story. */
function wrongWords(error: unknown): string {
  if (error instanceof DomainError) return error.message;
  throw error;
}
