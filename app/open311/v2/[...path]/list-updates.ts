import { z } from "zod";
import type { Answer, Asked } from "@/app/open311/v2/[...path]/answer-call";
import { bodiesMeant, plainQuery } from "@/app/open311/v2/[...path]/place-query";
import { updateRow } from "@/app/open311/v2/[...path]/update-row";
import { parseInput } from "@/lib/forms";
import { timeZone } from "@/lib/locale";
import { translator } from "@/lib/messages";
import { parseDate } from "@/lib/open311/dates";
import type { RequestUpdate } from "@/lib/open311/documents";
import { streamUpdates, writeUpdates } from "@/lib/open311/write/updates";
import { knownToBody } from "@/lib/published/updates/known-to-body";
import {
  listPublishedUpdates,
  type PublishedUpdateFilter,
  type UpdatesPage,
} from "@/lib/published/updates/list-published-updates";
import type { PublishedUpdate } from "@/lib/published/updates/published-update";
import { cursorText, parseCursor } from "@/lib/reports/filter";
import { siteUrl } from "@/lib/urls";

const t = translator("postedUpdates");

/** As many updates as an answer has at most, where it is not a whole window; and as are read at once where it is. */
const mostRows = 1_000;
const batch = 500;

const moment = (what: string) =>
  z
    .string()
    .transform((text, context) => {
      const date = parseDate(text, timeZone);
      if (date) return date;
      context.addIssue({ code: "custom", message: t("query.date") });
      return z.NEVER;
    })
    .optional()
    .describe(what);

const count = z.coerce.number(t("query.count")).int(t("query.count")).min(1, t("query.count"));

/** What `GET servicerequestupdates` may be asked. */
export const ListUpdatesQuery = z.object({
  start_date: moment(t("query.start_date")),
  end_date: moment(t("query.end_date")),
  service_request_id: z.string().optional().describe(t("query.service_request_id")),
  jurisdiction_id: z.string().optional().describe(t("query.jurisdiction_id")),
  agency_responsible: z.string().optional().describe(t("query.agency_responsible")),
  max_requests: count.optional().describe(t("query.max_requests")),
  cursor: z
    .string()
    .refine((text) => parseCursor(text) !== null, t("query.cursor"))
    .optional()
    .describe(t("query.cursorIs")),
});

/**
 * `GET servicerequestupdates` (extension): what everybody may read about our requests. A window is told whole and oldest first, so that
 * whoever asks from where they were loses nothing; without one the newest are told. The own system of a body is not told what it has
 * said itself, and each row gives it the name that it knows the request by. Source: spec/open311.md 1.11, spec/integration.md 5.2, 5.3.
 */
export async function listUpdates(asked: Asked): Promise<Answer> {
  const query = parseInput(ListUpdatesQuery, plainQuery(withOtherNames(asked)), t("query.form"));
  const { start_date: start, end_date: end, cursor, max_requests: most } = query;
  const bodies = await bodiesMeant(query);
  const filter: PublishedUpdateFilter = {
    ...(query.service_request_id !== undefined && { reportIds: idsIn(query.service_request_id) }),
    ...(bodies && { bodyIds: [...bodies] }),
    ...(start && { confirmedFrom: start }),
    // The standard's windows have both their ends in them, and clients tell whole seconds.
    ...(end && { confirmedBefore: new Date(end.getTime() + 1_000) }),
    ...(asked.caller?.bodyId != null && { notSaidBy: asked.caller.bodyId }),
  };
  const sort = start ? "oldest" : "newest";
  if (start && most === undefined) return whole(asked, filter, { sort, cursor: parseCursor(cursor) });
  const limit = Math.min(most ?? mostRows, mostRows);
  const { updates, next } = await listPublishedUpdates(filter, { sort, cursor: parseCursor(cursor), limit });
  return {
    status: 200,
    document: writeUpdates(await rowsOf(asked, updates), asked.format),
    ...(next && { headers: nextPage(asked, cursorText(next)) }),
  };
}

/** As other clients call what we call otherwise. */
function withOtherNames({ query }: Asked): Pick<Asked, "query"> {
  const names = new URLSearchParams(query);
  for (const other of ["page_size", "per_page", "limit"]) {
    const value = query.get(other);
    if (value !== null && !names.has("max_requests")) names.set("max_requests", value);
  }
  const ids = query.getAll("service_request_id");
  if (ids.length > 1) names.set("service_request_id", ids.join(","));
  return { query: names };
}

const largestId = 2_147_483_647;

/** What no request can be called is left out, as what is nobody's is. */
const idsIn = (text: string): number[] =>
  text
    .split(",")
    .map((part) => (/^\d{1,10}$/.test(part.trim()) ? Number(part) : 0))
    .filter((id) => id > 0 && id <= largestId);

/** All there is, written while it is read. */
async function whole(
  asked: Asked,
  filter: PublishedUpdateFilter,
  from: Pick<UpdatesPage, "sort" | "cursor">,
): Promise<Answer> {
  async function* batches(): AsyncGenerator<RequestUpdate[]> {
    let cursor = from.cursor ?? null;
    do {
      const page = await listPublishedUpdates(filter, { ...from, cursor, limit: batch });
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

function nextPage({ query, format }: Asked, cursor: string): Record<string, string> {
  const params = new URLSearchParams(query);
  for (const secret of ["api_key", "key"]) params.delete(secret);
  params.set("cursor", cursor);
  const url = siteUrl(`/open311/v2/servicerequestupdates.${format}?${params}`);
  return { link: `<${url}>; rel="next"`, "x-next-cursor": cursor };
}
