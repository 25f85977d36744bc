import { CsvError, type Parser, parse } from "csv-parse";
import { translator } from "@/lib/messages";
import type { RowNames } from "@/lib/open311/read/document";
import { FileFault, largestRow, type Splitter } from "@/lib/sync/history/splitter";

const delimiters = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof delimiters)[number];

/**
 * What stands between the columns of a file that begins so; null when its first line names none of the fields by which a row is known.
 * @param marks in small letters
 */
export function csvDelimiter(start: string, { marks }: RowNames): Delimiter | null {
  const [header = ""] = start.split(/[\r\n]/, 1);
  const counted = delimiters.map((delimiter) => ({ delimiter, cells: header.split(delimiter) }));
  const [best] = counted.sort((a, b) => b.cells.length - a.cells.length);
  const names = best?.cells.map((cell) => columnName(cell.replaceAll('"', ""))) ?? [];
  return best && names.some((name) => marks.includes(name)) ? best.delimiter : null;
}

/** `Service Request ID` is `service_request_id`. */
const columnName = (cell: string): string =>
  cell
    .trim()
    .toLowerCase()
    .replace(/[\s.-]+/g, "_");

/**
 * Rows of CSV, each as a JSON object whose fields are called as the first line calls its columns, so that whoever reads rows of JSON
 * reads these. A row with more cells than there are columns is one whose cells nobody can tell: it comes as a list, which is no row.
 */
export class CsvSplitter implements Splitter {
  readonly #parser: Parser;
  #columns: string[] | null = null;
  #rows: Buffer[] = [];
  #isFirst = true;

  constructor(delimiter: Delimiter) {
    this.#parser = parse({
      delimiter,
      // Byte by byte, as the file is in whatever encoding: a row is decoded by itself.
      encoding: "latin1",
      // Where columns are parted by blanks, blanks are not to be taken off.
      trim: delimiter !== "\t",
      // All of them: the first is not always that of the last line.
      record_delimiter: ["\r\n", "\n", "\r"],
      ...{ relax_quotes: true, relax_column_count: true, skip_empty_lines: true },
      max_record_size: largestRow,
      // Kept here, and not in the stream, which forgets what it holds when the file turns out to be cut off.
      on_record: (record: string[]) => {
        this.#keep(record);
        return null;
      },
    });
    this.#parser.on("error", () => {}); // told to whoever wrote
  }

  async push(piece: Buffer): Promise<Buffer[]> {
    const bytes = this.#isFirst ? withoutMark(piece) : piece;
    this.#isFirst = false;
    await this.#told((done) => this.#parser.write(bytes, done));
    return this.rest();
  }

  async end(): Promise<boolean> {
    try {
      await this.#told((done) => this.#parser.end(done));
      return true;
    } catch (error) {
      if (error instanceof FileFault) return false;
      throw error;
    }
  }

  rest(): Buffer[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  async #told(ask: (done: (error?: Error | null) => void) => void): Promise<void> {
    try {
      await new Promise<void>((resolve, reject) => ask((error) => (error ? reject(error) : resolve())));
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      throw new FileFault(translator("history")("fault.csv", { reason: error.message }));
    }
  }

  #keep(record: readonly string[]): void {
    if (this.#columns === null) {
      this.#columns = record.map((cell, n) => columnName(cell) || `column_${n + 1}`);
      return;
    }
    if (record.every((cell) => cell === "")) return;
    this.#rows.push(Buffer.from(JSON.stringify(rowOf(this.#columns, record)), "latin1"));
  }
}

function rowOf(columns: readonly string[], record: readonly string[]): unknown {
  if (record.slice(columns.length).some((cell) => cell !== "")) return record;
  return Object.fromEntries(
    columns.flatMap((name, n) => {
      const cell = record[n] ?? "";
      return cell === "" ? [] : [[name, cell]];
    }),
  );
}

const mark = Buffer.from("\uFEFF");
const withoutMark = (piece: Buffer): Buffer =>
  piece.subarray(0, mark.length).equals(mark) ? piece.subarray(mark.length) : piece;
