import { translator } from "@/lib/messages";
import type { RowNames } from "@/lib/open311/read/document";
import { FileFault, largestRow, type Splitter } from "@/lib/sync/history/splitter";

/** What begins with it, ends with that, and has no rows in it. */
const passages = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
] as const;
const doctype = "<!DOCTYPE";

const tagName = /^<(\/?)(?:[^\s/>:]+:)?([^\s/>:]+)/;

/**
 * Rows of XML: the elements that are called as rows are. Only tags are looked at; what is in a row is its reader's business, so that
 * one bad row spoils no other.
 */
export class XmlSplitter implements Splitter {
  readonly #rows: ReadonlySet<string>;
  /** What could not be looked at yet, from the beginning of the row that is being read. */
  #kept: Buffer = Buffer.alloc(0);
  /** Up to where it was looked at. */
  #looked = 0;
  /** The element of the row that is being read, and how many of that name are open: a field may be called the same. */
  #row: { name: string; open: number } | null = null;
  /** How many elements are open around the rows; the document has ended when there are none. */
  #depth = 0;

  constructor({ rows }: RowNames) {
    this.#rows = new Set(rows);
  }

  push(piece: Buffer): Buffer[] {
    const text = Buffer.concat([this.#kept, piece]);
    const rows: Buffer[] = [];
    let rowFrom = 0;
    let at = this.#looked;
    for (;;) {
      const start = text.indexOf("<", at);
      const end = start < 0 ? -1 : endOfTag(text, start);
      if (end < 0) {
        at = start < 0 ? text.length : start;
        break;
      }
      at = end;
      const head = text.toString("latin1", start, Math.min(end, start + 200));
      const [, slash, name = ""] = tagName.exec(head) ?? [];
      if (/^<[!?]/.test(head) || name === "") continue;
      const isClosing = slash === "/";
      const isEmpty = text[end - 2] === 0x2f;
      const ends = this.#take(name.toLowerCase(), isClosing, isEmpty);
      if (ends === "begins") rowFrom = start;
      if (ends === "ends") rows.push(Buffer.from(text.subarray(rowFrom, end)));
    }
    const from = this.#row ? rowFrom : at;
    this.#kept = text.subarray(from);
    this.#looked = at - from;
    if (this.#kept.length > largestRow) throw new FileFault(translator("history")("fault.rowTooLarge"));
    return rows;
  }

  end(): boolean {
    return this.#row === null && this.#depth === 0 && this.#kept.toString("latin1").trim() === "";
  }

  #take(name: string, isClosing: boolean, isEmpty: boolean): "begins" | "ends" | null {
    if (this.#row) {
      if (name !== this.#row.name || (isEmpty && !isClosing)) return null;
      this.#row.open += isClosing ? -1 : 1;
      if (this.#row.open > 0) return null;
      this.#row = null;
      return "ends";
    }
    if (isEmpty && !isClosing) return null;
    if (!isClosing && this.#rows.has(name)) {
      this.#row = { name, open: 1 };
      return "begins";
    }
    this.#depth += isClosing ? -1 : 1;
    return null;
  }
}

/** It may hold a list of declarations, in which there may be anything. */
function endOfDoctype(text: Buffer, start: number): number {
  const end = text.indexOf(">", start);
  const list = text.indexOf("[", start);
  if (end < 0 || list < 0 || end < list) return end < 0 ? -1 : end + 1;
  const listEnd = text.indexOf("]", list);
  const behind = listEnd < 0 ? -1 : text.indexOf(">", listEnd);
  return behind < 0 ? -1 : behind + 1;
}

/** Behind a tag, a comment or the like that begins here; -1 when it goes on in the next piece. */
function endOfTag(text: Buffer, start: number): number {
  const head = text.toString("latin1", start, start + doctype.length).toUpperCase();
  if (head === doctype) return endOfDoctype(text, start);
  for (const [opening, closing] of passages) {
    if (head.startsWith(opening)) {
      const end = text.indexOf(closing, start + opening.length);
      return end < 0 ? -1 : end + closing.length;
    }
    // Too little to tell what it is going to be.
    if (opening.startsWith(head)) return -1;
  }
  if (doctype.startsWith(head)) return -1;
  const end = text.indexOf(">", start);
  const next = text.indexOf("<", start + 1);
  // A sign that somebody forgot to escape is not to swallow the tag behind it.
  if (next >= 0 && (end < 0 || next < end)) return start + 1;
  return end < 0 ? -1 : end + 1;
}
