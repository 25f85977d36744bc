import type { Answer, Asked } from "@/app/open311/v2/[...path]/answer-call";
import { nextPage, pageMeant } from "@/app/open311/v2/[...path]/paging";
import { plainQuery } from "@/app/open311/v2/[...path]/place-query";
import { filterMeant } from "@/app/open311/v2/[...path]/requests-filter";
import { RequestsQuery } from "@/app/open311/v2/[...path]/requests-query";
import { parseInput } from "@/lib/forms";
import { log } from "@/lib/log";
import { translator } from "@/lib/messages";
import { streamList } from "@/lib/open311/write/stream-list";
import type { WireValue } from "@/lib/open311/write/wire-tree";
import { pickPublished, readPublished } from "@/lib/published/reports/list-published";
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
  const { ids, next } = await pickPublished(filter, { ...pageMeant(query), sort: query.sort });
  const document = await streamList(
    { root: "service_requests", item: "request" },
    rowsOf(ids, asked),
    asked.format,
    { wrapped: asked.wrapped },
  );
  return { status: 200, document, headers: nextPage(asked, "requests", next) };
}

async function* rowsOf(ids: readonly number[], asked: Asked): AsyncGenerator<WireValue[]> {
  for (let start = 0; start < ids.length; start += batchRows) {
    try {
      yield await readRows(ids.slice(start, start + batchRows), asked);
    } catch (error) {
      // The answer has begun: it can only be cut off.
      if (start > 0) log.error({ err: error }, "a list of requests could not be finished");
      throw error;
    }
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
