import type { ServiceRequest } from "@/lib/open311/documents";
import type { ImportSkip, NewImport } from "@/lib/sync/requests/decide-import";
import { cleanRequest } from "@/lib/sync/requests/item";
import { loadImporter } from "@/lib/sync/requests/load-importer";
import { takeSlice } from "@/lib/sync/requests/take-slice";

/** What came of one request. Ids of what would have been written are null in a dry run. */
export type TakenRequest =
  | { kind: "created"; reportId: number | null; report: NewImport }
  /** It is here already: imported before, or our own come back. */
  | { kind: "known" }
  | { kind: "skipped"; reason: ImportSkip }
  /** Kept until somebody has said which category its service code is. */
  | { kind: "waiting"; code: string; deadLetterId: number | null }
  | { kind: "dead"; reason: string; deadLetterId: number | null };

export type TakeRequestsOptions = {
  now: Date;
  /** What was asked for, inclusive at both ends; none where it was asked for by number, or for everything. */
  window?: { start: Date; end: Date } | undefined;
  /** The poll that dead letters belong to. */
  pollId?: number | null | undefined;
  /** The import that reports belong to, so that it can be taken back as one. */
  historyRunId?: number | null | undefined;
  /** Decides and counts, and writes nothing. */
  dryRun?: boolean | undefined;
  /** Remembers the service codes all the same, so that somebody can match them before it is done. */
  notesCodes?: boolean | undefined;
};

/** How many requests are looked up at once. */
const slice = 2_000;

/**
 * Takes in what was born in a connection's back end: each request a report of its body, unless it is here already, the connection's
 * rules leave it out, or its category is not known yet. One that cannot be taken in keeps no other from it: it becomes a dead letter.
 * Doing it again changes nothing, and nobody is ever told by mail. A fixed number of statements per some hundred requests.
 * @returns what came of each, in the order given
 * @throws DomainError `not_found`, `conflict` for a connection that is none of Open311; and when the database is away, so that the
 * same is to be tried again later: what was taken in till then stays
 */
export async function takeRequests(
  connection: { id: number },
  items: readonly ServiceRequest[],
  options: TakeRequestsOptions,
): Promise<TakenRequest[]> {
  const importer = await loadImporter(connection.id);
  const cleaned = items.map((item, at): Numbered => ({ at, item: cleanRequest(item) }));
  const newest = newestOfEach(cleaned);
  const ordered = [...newest.values()].sort((a, b) => madeAt(a) - madeAt(b) || a.at - b.at);
  // Of the same request twice in one answer the later word counts.
  const taken = cleaned.map((): TakenRequest => ({ kind: "known" }));
  for (let start = 0; start < ordered.length; start += slice) {
    const some = ordered.slice(start, start + slice);
    const answers = await takeSlice(
      importer,
      some.map(({ item }) => item),
      options,
    );
    some.forEach(({ at }, n) => {
      const answer = answers[n];
      if (answer) taken[at] = answer;
    });
  }
  return taken;
}

type Numbered = { at: number; item: ServiceRequest };

const changedAt = ({ updatedDatetime, requestedDatetime }: ServiceRequest): number =>
  (updatedDatetime ?? requestedDatetime)?.getTime() ?? 0;
const madeAt = ({ item }: Numbered): number =>
  (item.requestedDatetime ?? item.updatedDatetime)?.getTime() ?? 0;

function newestOfEach(items: readonly Numbered[]): Map<string, Numbered> {
  const newest = new Map<string, Numbered>();
  for (const one of items) {
    const other = newest.get(one.item.serviceRequestId);
    if (!other || changedAt(one.item) >= changedAt(other.item)) newest.set(one.item.serviceRequestId, one);
  }
  return newest;
}
