import { z } from "zod";
import type { Answer, Asked } from "@/app/open311/v2/[...path]/answer-call";
import { nextPage, pageMeant, pagingFields, refuseDeepPages } from "@/app/open311/v2/[...path]/paging";
import { bodiesMeant, PlaceQuery, plainQuery } from "@/app/open311/v2/[...path]/place-query";
import { moment, requestIds } from "@/app/open311/v2/[...path]/query-fields";
import { updateRow } from "@/app/open311/v2/[...path]/update-row";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import type { RequestUpdate } from "@/lib/open311/documents";
import { streamUpdates, writeUpdates } from "@/lib/open311/write/updates";
import { knownToBody } from "@/lib/published/updates/known-to-body";
import {
  listPublishedUpdates,
  type PublishedUpdateFilter,
} from "@/lib/published/updates/list-published-updates";
import type { PublishedUpdate } from "@/lib/published/updates/published-update";
import type { Cursor } from "@/lib/reports/filter";

const t = translator("postedUpdates");

/** As many updates are read at once of a whole window. */
const batch = 500;

/** What `GET servicerequestupdates` may be asked. */
export const ListUpdatesQuery = z
  .object({
    start_date: moment.describe(t("query.start_date")),
    end_date: moment.describe(t("query.end_date")),
    service_request_id: requestIds.describe(t("query.service_request_id")),
    jurisdiction_id: PlaceQuery.shape.jurisdiction_id,
    agency_responsible: PlaceQuery.shape.agency_responsible,
    ...pagingFields,
  })
  .superRefine(refuseDeepPages);
type ListUpdatesQuery = z.output<typeof ListUpdatesQuery>;

/**
 * `GET servicerequestupdates` (extension): what everybody may read about our requests. A window of a month at most is told whole and
 * oldest first, so that whoever asks from where they were loses nothing; a longer one in pages, and without one the newest first. The own system of a body is not told what it has
 * said itself, and each row gives it the name that it knows the request by. Source: spec/open311.md 1.11, spec/integration.md 5.2, 5.3.
 */
export async function listUpdates(asked: Asked): Promise<Answer> {
  const query = parseInput(ListUpdatesQuery, oneOfEach(asked), translator("open311")("faults.query"));
  const filter = await filterMeant(query, asked.caller);
  const sort = query.start_date ? "oldest" : "newest";
  if (isWindow(query) && !isPaged(query)) return whole(asked, filter);
  const { updates, next } = await listPublishedUpdates(filter, { sort, ...pageMeant(query) });
  return {
    status: 200,
    document: writeUpdates(await rowsOf(asked, updates), asked.format),
    headers: nextPage(asked, "servicerequestupdates", next),
  };
}

/** Parameters as the schema takes them; numbers of requests may also be given one by one. */
function oneOfEach(asked: Asked): Record<string, string> {
  const ids = asked.query.getAll("service_request_id");
  return { ...plainQuery(asked), ...(ids.length > 0 && { service_request_id: ids.join(",") }) };
}

async function filterMeant(query: ListUpdatesQuery, caller: Asked["caller"]): Promise<PublishedUpdateFilter> {
  const { start_date: start, end_date: end, service_request_id: reportIds } = query;
  const bodies = await bodiesMeant(query);
  const bodyId = caller?.bodyId ?? null;
  return {
    reportIds,
    ...(bodies && { bodyIds: [...bodies] }),
    confirmedFrom: start,
    // Both ends are in a window, and clients tell whole seconds.
    ...(end && { confirmedBefore: new Date(end.getTime() + 1_000) }),
    ...(bodyId !== null && { notSaidBy: bodyId }),
  };
}

/** Nobody's systems are read for years in one call. */
const longestMs = 32 * 86_400_000;

const isWindow = ({ start_date: start, end_date: end }: ListUpdatesQuery): boolean =>
  start !== undefined && (end?.getTime() ?? Date.now()) - start.getTime() <= longestMs;

const isPaged = ({ page, page_size, per_page, limit, max_requests, cursor }: ListUpdatesQuery): boolean =>
  [page, page_size, per_page, limit, max_requests, cursor].some((given) => given !== undefined);

/** All there is, written while it is read. */
async function whole(asked: Asked, filter: PublishedUpdateFilter): Promise<Answer> {
  async function* batches(): AsyncGenerator<RequestUpdate[]> {
    let cursor: Cursor | null = null;
    do {
      const page = await listPublishedUpdates(filter, { cursor, limit: batch });
      yield await rowsOf(asked, page.updates);
      cursor = page.next;
    } while (cursor);
  }
  return { status: 200, document: await streamUpdates(batches(), asked.format) };
}

async function rowsOf(
  { caller, extended }: Pick<Asked, "caller" | "extended">,
  updates: readonly PublishedUpdate[],
): Promise<RequestUpdate[]> {
  const bodyId = caller?.bodyId ?? null;
  const known =
    bodyId === null || updates.length === 0
      ? null
      : await knownToBody(
          bodyId,
          updates.map(({ reportId }) => reportId),
        );
  return updates.map((update) => updateRow(update, { extended, known: known?.get(update.reportId) }));
}
