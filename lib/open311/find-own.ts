import type { ServiceRequest } from "@/lib/open311/documents";
import type { WholeWindow } from "@/lib/open311/whole-window";

/** By what a back end's list shows a request to be one of ours. */
export type Own = {
  reportId: string;
  /** The attribute that carries our number; `fixmystreet_id` is known besides. */
  idField: string;
  /** The report's public address. */
  url: string;
};

/** Whether a request is the one of our report: by our number among its fields, or by our address or photo in what it says. */
export function isOwn(request: ServiceRequest, own: Own): boolean {
  const names = new Set([own.idField.toLowerCase(), "fixmystreet_id"]);
  const numbered = Object.entries(request.extras).some(
    ([name, value]) =>
      names.has((name.split(".").at(-1) ?? "").toLowerCase()) && value.trim() === own.reportId,
  );
  return (
    numbered || mentions([request.description, request.statusNotes, ...request.mediaUrls].join("\n"), own)
  );
}

function mentions(text: string, { url, reportId }: Own): boolean {
  const photo = `${new URL(url).origin}/photo/${reportId}.`;
  if (text.includes(photo)) return true;
  for (let at = text.indexOf(url); at >= 0; at = text.indexOf(url, at + 1)) {
    // …/report/70451 is another report.
    if (!/\d/.test(text.charAt(at + url.length))) return true;
  }
  return false;
}

export type OwnFound =
  | { kind: "found"; serviceRequestId: string | null }
  | { kind: "absent" }
  | { kind: "unknown"; reason: string };

const hour = 60 * 60_000;

/**
 * Whether a list of requests has the one that was perhaps taken at `since`. It is only `absent` from a list that was read whole, with
 * every row understood, and that reaches the time in question; everything else nobody can know.
 * @param again a report that went before and was sent again: an older request is the one of then
 */
export function findOwn(list: WholeWindow, own: Own, since: Date, again: boolean): OwnFound {
  const ours = list.rows.filter((row) => isOwn(row, own));
  const age = (row: ServiceRequest) => (row.requestedDatetime ?? since).getTime() - since.getTime();
  const fresh = ours.filter((row) => !again || (row.requestedDatetime && age(row) >= -5 * 60_000));
  const [first] = fresh.sort((a, b) => age(a) - age(b));
  if (first) return { kind: "found", serviceRequestId: first.serviceRequestId };
  const unfinished = list.skipped.some(({ row }) => mentions(JSON.stringify(row), own));
  if (unfinished && !again) return { kind: "found", serviceRequestId: null };
  if (ours.some((row) => !row.requestedDatetime || age(row) > -hour)) {
    return unknown("It lists this report, but not whether it came before or after.");
  }
  if (!list.whole) return unknown("Its list of requests was too long to be read whole.");
  if (list.skipped.length > 0) return unknown("Its list of requests has rows that cannot be read.");
  const dated = list.rows.flatMap(({ requestedDatetime }) => requestedDatetime ?? []);
  const reaches =
    list.rows.length === 0 || dated.some((date) => Math.abs(date.getTime() - since.getTime()) < 48 * hour);
  return reaches ? { kind: "absent" } : unknown("Its list of requests does not reach the time in question.");
}

const unknown = (reason: string): OwnFound => ({ kind: "unknown", reason });
