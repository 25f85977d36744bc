import { type StateKind, stateKinds } from "@/lib/reports/states";
import { largestId } from "@/lib/row-id";

/** The order of a list: by confirmation (newest or oldest first), or by the last thing that happened. */
export const sorts = ["newest", "oldest", "updated"] as const;
export type Sort = (typeof sorts)[number];

/** What a list or a map shows; an empty list of kinds or categories means all of them. */
export type ReportFilter = {
  readonly kinds: readonly StateKind[];
  readonly categoryIds: readonly number[];
  readonly sort: Sort;
};

/** Where the last page of a list ended: the time it is sorted by, in ms since 1970, and the report's id. */
export type Cursor = { readonly at: number; readonly id: number };

export type SearchParams = URLSearchParams | Readonly<Record<string, string | readonly string[] | undefined>>;

export const noFilter: ReportFilter = { kinds: [], categoryIds: [], sort: "newest" };

const mostCategories = 50;

/** All values of a parameter: comma lists (our own links) and repeated names (a plain form) mean the same. */
function valuesOf(params: SearchParams, name: string): string[] {
  const given = params instanceof URLSearchParams ? params.getAll(name) : [params[name] ?? []].flat();
  return given.flatMap((value) => value.split(",")).map((value) => value.trim());
}

/** The first value of a parameter, trimmed; null when it is absent or empty. */
export function firstOf(params: SearchParams, name: string): string | null {
  const given = params instanceof URLSearchParams ? params.getAll(name) : [params[name] ?? []].flat();
  return given[0]?.trim() || null;
}

const isId = (id: number): boolean => Number.isInteger(id) && id > 0 && id <= largestId;

/**
 * Reads `status`, `category` and `sort`. What is unknown is passed over: an old or mistyped link still shows a list. The
 * answer is canonical (sorted, no doubles, all four kinds = none named), so that equal filters share one cache entry.
 */
export function parseFilter(params: SearchParams): ReportFilter {
  const asked = valuesOf(params, "status");
  const kinds = stateKinds.filter((kind) => asked.includes(kind));
  const ids = valuesOf(params, "category").map(Number).filter(isId);
  const sort = firstOf(params, "sort");
  return {
    kinds: kinds.length === stateKinds.length ? [] : kinds,
    categoryIds: [...new Set(ids)].sort((a, b) => a - b).slice(0, mostCategories),
    sort: sorts.find((known) => known === sort) ?? "newest",
  };
}

/** The filter as parameters, in a fixed order; what is the default is left out. */
export function filterParams({ kinds, categoryIds, sort }: ReportFilter): URLSearchParams {
  const params = new URLSearchParams();
  const named = stateKinds.filter((kind) => kinds.includes(kind));
  if (named.length > 0 && named.length < stateKinds.length) params.set("status", named.join(","));
  if (categoryIds.length > 0) params.set("category", [...categoryIds].sort((a, b) => a - b).join(","));
  if (sort !== "newest") params.set("sort", sort);
  return params;
}

/** Whether anything is left out by it; the order alone leaves nothing out. */
export const isNarrow = ({ kinds, categoryIds }: ReportFilter): boolean =>
  kinds.length > 0 || categoryIds.length > 0;

export const cursorText = ({ at, id }: Cursor): string => `${at}-${id}`;

/** Null for an absent or mistyped cursor: the list begins at its beginning. */
export function parseCursor(text: string | null | undefined): Cursor | null {
  const [, at, id] = /^(\d{1,15})-(\d{1,10})$/.exec(text ?? "") ?? [];
  if (at === undefined || id === undefined || !isId(Number(id))) return null;
  return { at: Number(at), id: Number(id) };
}
