import type { Answer, Asked } from "@/app/open311/v2/[...path]/answer-call";
import { nextPage, pageMeant } from "@/app/open311/v2/[...path]/paging";
import { plainQuery } from "@/app/open311/v2/[...path]/place-query";
import { filterMeant } from "@/app/open311/v2/[...path]/requests-filter";
import { RequestsQuery } from "@/app/open311/v2/[...path]/requests-query";
import { parseInput } from "@/lib/forms";
import { log } from "@/lib/log";
import { translator } from "@/lib/messages";
import { inOnePiece, streamList } from "@/lib/open311/write/stream-list";
import type { WireValue } from "@/lib/open311/write/wire-tree";
import { type PublishedSort, pickPublished, readPublished } from "@/lib/published/reports/list-published";
import { ownReferences } from "@/lib/published/reports/own-references";
import { requestRow } from "@/lib/published/reports/request-row";

/** So many rows are in memory at once, and as many on their way. */
const batchRows = 250;

/**
 * `GET requests`: what everybody may see, written while it is sent. Without a window it begins with the newest; 1,000 rows at most, and
 * where there are more the Link header leads on. Source: GeoReport v2, "GET Service Requests".
 */
export async function listRequests(asked: Asked): Promise<Answer> {
  const query = parseInput(RequestsQuery, plainQuery(asked), translator("open311")("faults.query"));
  const filter = await filterMeant(query);
  const { ids, next } = await pickPublished(filter, { ...pageMeant(query), sort: sortMeant(query) });
  const document = await streamList(
    { root: "service_requests", item: "request" },
    rowsOf(ids, asked),
    asked.format,
    { wrapped: asked.wrapped },
  );
  // Whoever asks for few again and again is told by a tag that they are the same.
  const short = ids.length <= batchRows;
  return {
    status: 200,
    document: short ? await inOnePiece(document) : document,
    headers: nextPage(asked, "requests", next),
  };
}

/** Who asks for changes gets them in their order, which is also the one that costs least. */
const sortMeant = ({ sort, updated_after, updated_before }: RequestsQuery): PublishedSort | undefined =>
  sort ?? (updated_after || updated_before ? "updated" : undefined);

/** While a batch is on its way to the client, the database is at the next one. */
async function* rowsOf(ids: readonly number[], asked: Asked): AsyncGenerator<WireValue[]> {
  let next = readRows(ids.slice(0, batchRows), asked);
  for (let start = 0; start < ids.length; start += batchRows) {
    const rows = await next;
    const follows = ids.slice(start + batchRows, start + 2 * batchRows);
    next = readRows(follows, asked);
    // Also one that nobody waits for any more, because the client has gone, may fail.
    next.catch((error) => log.error({ err: error }, "a list of requests could not be finished"));
    yield rows;
  }
}

/** These requests as the caller may read them; what is not public (any more) is left out. */
export async function readRows(
  ids: readonly number[],
  { caller, extended, wrapped }: Pick<Asked, "caller" | "extended" | "wrapped">,
): Promise<WireValue[]> {
  const bodyId = caller?.bodyId ?? null;
  const [reports, own] = await Promise.all([
    readPublished(ids),
    bodyId === null ? null : ownReferences(bodyId, ids),
  ]);
  return reports.map((report) =>
    requestRow(report, { extended, wrapped, ownReference: own?.get(report.id) }),
  );
}
