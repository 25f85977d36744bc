import { stringify } from "csv-stringify/sync";
import { type OpenReport, openFields, openReport } from "@/lib/published/open-data/open-report";
import type { PublishedReport } from "@/lib/published/reports/published-report";
import { safeCell } from "@/lib/safe-cell";

/** RFC 4180: lines end with CR LF; a cell with any line end in it is quoted, which the library does for its own delimiter only. */
const rfc4180 = { record_delimiter: "windows", quoted_match: /[\r\n]/ } as const;

/** Between the values of one cell. No name or address holds it. */
const between = " | ";

/**
 * Reports as CSV (RFC 4180, UTF-8), one piece a batch. It begins with a byte-order mark, as spreadsheets take any other UTF-8 for the
 * letters of their own country; programs skip it (`utf-8-sig` in Python).
 */
export async function* csvOf(batches: AsyncIterable<readonly PublishedReport[]>): AsyncGenerator<string> {
  yield `\uFEFF${stringify([[...openFields]], rfc4180)}`;
  for await (const reports of batches) {
    yield stringify(
      reports.map((report) => cellsOf(openReport(report))),
      rfc4180,
    );
  }
}

const cellsOf = (report: OpenReport) => openFields.map((name) => cellOf(report[name]));

function cellOf(value: string | number | null | readonly string[]): string | number {
  if (typeof value === "number") return value;
  return safeCell(value === null || typeof value === "string" ? (value ?? "") : value.join(between));
}
