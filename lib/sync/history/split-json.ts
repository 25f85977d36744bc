import { translator } from "@/lib/messages";
import type { RowNames } from "@/lib/open311/read/document";
import { FileFault, largestRow, type Splitter } from "@/lib/sync/history/splitter";

const quote = 0x22;
const backslash = 0x5c;
const [openObject, closeObject, openList, closeList] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Longer strings are no names. */
const longestName = 100;

/** `isList`: what stands in it are rows. */
type Open = { kind: "object" | "list"; isList: boolean };

/**
 * Rows of JSON: the objects of an array, however it is wrapped, or objects that follow each other (NDJSON). Only brackets and strings
 * are looked at; what is in a row is its reader's business, so that one bad row spoils no other, and no number loses a digit.
 */
export class JsonSplitter implements Splitter {
  readonly #lists: ReadonlySet<string>;
  readonly #marks: ReadonlySet<string>;
  readonly #open: Open[] = [];
  #inString = false;
  #escaped = false;
  /** The last string, in lower case: the name of what follows. */
  #name = "";
  /** The beginning of a string that goes on in the next piece. */
  #begun = "";
  /** Where in this piece the string, and the row, that is being read goes on. */
  #stringFrom = 0;
  #rowFrom = 0;
  /** How deep we were where that row began; null outside of one. */
  #rowDepth: number | null = null;
  #rowParts: Buffer[] = [];
  #rowBytes = 0;
  /** Something in this row says that it is one, and not what a list is wrapped in. */
  #isMarked = false;

  constructor({ containers, rows, marks }: RowNames) {
    this.#lists = new Set([...containers, ...rows]);
    this.#marks = new Set(marks);
  }

  push(piece: Buffer): Buffer[] {
    const rows: Buffer[] = [];
    this.#stringFrom = this.#rowFrom = 0;
    for (let at = 0; at < piece.length; at++) {
      const byte = piece[at];
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === backslash) this.#escaped = true;
        else if (byte === quote) this.#endString(piece, at);
      } else if (byte === quote) {
        this.#inString = true;
        this.#stringFrom = at + 1;
      } else if (byte === openObject || byte === openList) {
        this.#begin(byte === openObject ? "object" : "list", at);
      } else if (byte === closeObject || byte === closeList) {
        this.#open.pop();
        if (this.#open.length === this.#rowDepth) {
          rows.push(Buffer.concat([...this.#rowParts, piece.subarray(this.#rowFrom, at + 1)]));
          this.#leaveRow();
        }
      }
    }
    if (this.#inString) this.#begun = this.#stringSoFar(piece, piece.length);
    if (this.#rowDepth !== null) this.#keep(piece.subarray(this.#rowFrom));
    return rows;
  }

  end(): boolean {
    return this.#open.length === 0 && !this.#inString;
  }

  #begin(kind: Open["kind"], at: number): void {
    if (kind === "list" && this.#isWrapped()) this.#leaveRow();
    const parent = this.#open.at(-1);
    const isAmongRows = this.#rowDepth === null && (parent === undefined || parent.isList);
    const isNamed = this.#rowDepth === null && this.#lists.has(this.#name);
    if (kind === "object" && isAmongRows) {
      this.#rowDepth = this.#open.length;
      this.#rowFrom = at;
      this.#isMarked = false;
    }
    this.#open.push({ kind, isList: kind === "list" && (isAmongRows || isNamed) });
    this.#name = "";
  }

  /** What looked like a row is what the list of rows, which begins here, is wrapped in. */
  #isWrapped(): boolean {
    if (this.#rowDepth === null || this.#isMarked || !this.#lists.has(this.#name)) return false;
    return this.#open.slice(this.#rowDepth).every(({ kind }) => kind === "object");
  }

  #leaveRow(): void {
    this.#rowDepth = null;
    this.#rowParts = [];
    this.#rowBytes = 0;
  }

  #endString(piece: Buffer, at: number): void {
    this.#inString = false;
    if (this.#rowDepth === null || !this.#isMarked) {
      this.#name = this.#stringSoFar(piece, at).toLowerCase();
      const isField = this.#open.length - 1 === this.#rowDepth;
      this.#isMarked = isField && this.#marks.has(this.#name);
    }
    this.#begun = "";
  }

  #stringSoFar(piece: Buffer, at: number): string {
    const end = Math.min(at, this.#stringFrom + longestName);
    return (this.#begun + piece.toString("latin1", this.#stringFrom, end)).slice(0, longestName);
  }

  #keep(part: Buffer): void {
    this.#rowParts.push(part);
    this.#rowBytes += part.length;
    if (this.#rowBytes > largestRow) throw new FileFault(translator("history")("fault.rowTooLarge"));
  }
}
