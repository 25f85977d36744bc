import { parseArgs } from "node:util";

export const usage = `Old items of a back end. Without --apply it is only told what would happen; nobody is ever mailed.

npm run history -- requests FILE --connection ID [--apply] [--again] [--from ISO] [--to ISO]
  Problems that were reported in the back end. FILE is JSON, NDJSON, XML, or CSV whose first line
  names its columns as the standard names its fields (service_request_id, requested_datetime, …).
npm run history -- updates FILE --connection ID [--apply] [--again] [--from ISO] [--to ISO]
  What the back end said about problems that are here.
npm run history -- walk --connection ID [--apply] [--again] [--from ISO]
  Asks the back end itself for its requests, window by window back in time: until --from (two years
  ago unless told), or until there was nothing for 90 days.
npm run history -- undo RUN [--apply]
  Takes back what a run of requests, or a walk, has read in, but for what somebody has had to do with.

Files are of any size. Ctrl-C, or a crash, loses nothing: the same command goes on where it stopped.
--again reads once more what was read to its end.`;

/** What was asked for was not understood; the message says what to write instead. */
export class NotUnderstood extends Error {
  override readonly name = "NotUnderstood";
}

type Reading = { connectionId: number; apply: boolean; again: boolean; now: Date };
export type Command =
  | (Reading & {
      name: "requests" | "updates";
      file: string;
      window: { start: Date; end: Date };
    })
  | (Reading & { name: "walk"; from: Date })
  | { name: "undo"; runId: number; apply: boolean; now: Date }
  | { name: "help" };

/** Before it, back ends' dates are slips; requests may be older. */
const firstDay = { updates: new Date("2010-01-01T00:00:00Z"), requests: new Date("1970-01-01T00:00:00Z") };

const text = { type: "string" } as const;
const flag = { type: "boolean", default: false } as const;
const options = {
  ...{ connection: text, from: text, to: text, apply: flag, again: flag, help: flag },
  // What others' tools want to be told; here it is always so.
  "no-alerts": flag,
} as const;

/** Reads the command line. @throws NotUnderstood, or what `parseArgs` says of an option that is none */
export function readCommand(args: readonly string[], now: Date): Command {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const [name = "", one, ...rest] = positionals;
  const { apply, again } = values;
  if (values.help || name === "help") return { name: "help" };
  if (rest.length > 0) throw new NotUnderstood("One at a time");
  if (name === "undo") return { name, runId: rowId(one, "Which run? Give its number"), apply, now };
  if (name !== "requests" && name !== "updates" && name !== "walk")
    throw new NotUnderstood(name ? `There is no history of “${name}”` : "Of what?");
  const connectionId = rowId(values.connection, "Which connection? Give its number");
  const reading = { connectionId, apply, again, now };
  const from = date(values.from, "--from");
  if (name === "walk") {
    if (one !== undefined) throw new NotUnderstood("A walk reads no file");
    return { name, ...reading, from: from ?? yearsBefore(now, 2) };
  }
  if (one === undefined) throw new NotUnderstood("Which file?");
  const window = { start: from ?? firstDay[name], end: date(values.to, "--to") ?? now };
  if (window.start > window.end) throw new NotUnderstood("--from is after --to");
  return { name, ...reading, file: one, window };
}

function rowId(told: string | undefined, question: string): number {
  if (!/^[1-9]\d{0,8}$/.test(told ?? "")) throw new NotUnderstood(question);
  return Number(told);
}

function date(told: string | undefined, option: string): Date | undefined {
  const value = told === undefined ? undefined : new Date(told);
  if (value && Number.isNaN(value.getTime()))
    throw new NotUnderstood(`${option} takes a date such as 2019-04-01`);
  return value;
}

function yearsBefore(now: Date, years: number): Date {
  const date = new Date(now);
  date.setUTCFullYear(date.getUTCFullYear() - years);
  return date;
}
