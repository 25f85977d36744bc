import type { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { GazetteerRow } from "@/lib/geo/gazetteer/import";

const COLUMNS = ["name", "lat", "lon", "kind"] as const;

/** The file as a whole is not what is expected; the message says so to whoever runs the import. */
export class NotAGazetteer extends Error {
  override readonly name = "NotAGazetteer";
}

/** `line` counts from 1, the header included. */
export type BadRow = { line: number; reason: string };

type Parsed = { record: string[]; info: { lines: number } };

/**
 * Reads a gazetteer file row by row: CSV in UTF-8, comma separated, with a header that names the columns name, lat,
 * lon and kind in any order; others are ignored. A row that is not usable is told to `onBad` and left out.
 * @throws NotAGazetteer when a column is missing or a quote never ends
 */
export async function* readGazetteerCsv(
  file: Readable,
  onBad: (bad: BadRow) => void,
): AsyncGenerator<GazetteerRow> {
  const records = file.pipe(
    parse({ bom: true, info: true, trim: true, relax_column_count: true, max_record_size: 100_000 }),
  );
  file.once("error", (error) => records.destroy(error));
  let places: Record<(typeof COLUMNS)[number], number> | undefined;
  let width = 0;
  try {
    for await (const { record, info } of records as AsyncIterable<Parsed>) {
      if (!places) {
        places = placesOf(record);
        width = record.length;
        continue;
      }
      if (record.every((cell) => cell === "")) continue;
      const { row, reason } = readRow(record, width, places);
      if (row) yield row;
      else onBad({ line: info.lines, reason });
    }
  } catch (error) {
    if (error instanceof CsvError)
      throw new NotAGazetteer(`The file is not readable as CSV: ${error.message}`);
    throw error;
  }
  if (!places) throw new NotAGazetteer("The file is empty.");
}

function placesOf(header: string[]): Record<(typeof COLUMNS)[number], number> {
  const names = header.map((name) => name.toLowerCase());
  const missing = COLUMNS.filter((column) => !names.includes(column));
  if (missing.length > 0)
    throw new NotAGazetteer(
      `The first line must name the columns ${COLUMNS.join(",")}, separated by commas; it lacks ${missing.join(", ")}.`,
    );
  const [name, lat, lon, kind] = COLUMNS.map((column) => names.indexOf(column)) as [
    number,
    number,
    number,
    number,
  ];
  return { name, lat, lon, kind };
}

type Read = { row: GazetteerRow; reason?: never } | { row?: never; reason: string };

function readRow(record: string[], width: number, places: Record<(typeof COLUMNS)[number], number>): Read {
  if (record.length !== width) return { reason: `has ${record.length} columns instead of ${width}` };
  const named = Object.fromEntries(COLUMNS.map((column) => [column, record[places[column]]]));
  const result = GazetteerRow.safeParse(named);
  if (result.success) return { row: result.data };
  return { reason: [...new Set(result.error.issues.map(({ message }) => message))].join("; ") };
}
