import { z } from "zod";
import type { Asked } from "@/app/open311/v2/[...path]/answer-call";
import { translator } from "@/lib/messages";
import { type Cursor, cursorText, parseCursor } from "@/lib/reports/filter";
import { siteUrl } from "@/lib/urls";

/** Rows of a page, unless fewer are asked for. Source: GeoReport v2, "GET Service Requests": the first 1,000. */
export const mostRows = 1000;
/** To skip rows they must all be counted: the cursor reaches further at no cost. */
const deepest = 10_000;

const t = translator("open311Requests");
const countFault = t("faults.count", { most: mostRows });

const count = z
  .string()
  .regex(/^0*[1-9]\d{0,8}$/, countFault)
  .transform((text) => Math.min(Number(text), mostRows))
  .optional();

/** The parameters that choose a page, under the names by which clients of several servers know them. Source: spec/open311.md 1.10. */
export const pagingFields = {
  page: z
    .string()
    .regex(/^\d{1,9}$/, t("faults.page"))
    .transform((text) => Math.max(1, Number(text)))
    .optional()
    .describe(t("fields.page")),
  page_size: count.describe(t("fields.page_size")),
  per_page: count.describe(t("fields.page_size")),
  limit: count.describe(t("fields.page_size")),
  max_requests: count.describe(t("fields.page_size")),
  cursor: z
    .string()
    .transform((text, context): Cursor => {
      const cursor = parseCursor(text);
      if (cursor) return cursor;
      context.addIssue({ code: "custom", message: t("faults.cursor") });
      return z.NEVER;
    })
    .optional()
    .describe(t("fields.cursor")),
};

const Paging = z.object(pagingFields);
type Paging = z.output<typeof Paging>;

/** For `superRefine` of a schema that has these fields: pages by number end somewhere. */
export function refuseDeepPages({ page = 1, cursor, ...sizes }: Paging, context: z.RefinementCtx): void {
  if (cursor || page * rowsOf(sizes) <= deepest || page === 1) return;
  context.addIssue({ code: "custom", path: ["page"], message: t("faults.deep", { most: deepest }) });
}

const rowsOf = ({ page_size, per_page, limit, max_requests }: Omit<Paging, "page" | "cursor">): number =>
  page_size ?? per_page ?? limit ?? max_requests ?? mostRows;

/** Which page is meant: after a cursor, or so many rows further on. */
export function pageMeant({ page = 1, cursor, ...sizes }: Paging): {
  cursor: Cursor | null;
  offset: number;
  limit: number;
} {
  const limit = rowsOf(sizes);
  return { cursor: cursor ?? null, limit, offset: cursor ? 0 : (page - 1) * limit };
}

/**
 * Where the list goes on, as headers; none after its last row. The caller's key is not among what the address tells: it is to be sent
 * again.
 * @param path below the end point, without suffix
 */
export function nextPage(
  { query, format }: Asked,
  path: string,
  next: Cursor | null,
): Record<string, string> {
  if (!next) return {};
  const cursor = cursorText(next);
  const params = new URLSearchParams(query);
  for (const name of ["page", "api_key", "key"]) params.delete(name);
  params.set("cursor", cursor);
  const address = siteUrl(`/open311/v2/${path}.${format}?${params}`);
  return { link: `<${address}>; rel="next"`, "x-next-cursor": cursor };
}
