import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Page } from "@/lib/page";

/** A page as JSON carries it: dates are text. */
export type Wired<Value> = Value extends Date
  ? string
  : Value extends (infer Item)[]
    ? Wired<Item>[]
    : Value extends object
      ? { [Key in keyof Value]: Wired<Value[Key]> }
      : Value;

/** What a dashboard's route handler answers; a refusal becomes an Error with the words meant for people. */
export async function readJson<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  const answer = await fetch(path, { headers: { accept: "application/json" }, ...(signal && { signal }) });
  const body: unknown = await answer.json().catch(() => null);
  if (answer.ok) return body as Answer;
  const message = (body as { message?: unknown } | null)?.message;
  throw new Error(typeof message === "string" ? message : `${answer.status}`);
}

/**
 * One page of a dashboard's list. While the next page is on its way the last one stays.
 * @param thing the path under /api/admin, such as `deliveries`
 * @param search the address's own query string: filter, order and cursor
 * @param initial what the server drew the page with, and for which query string
 */
export const listQuery = <Item>(
  thing: string,
  search: string,
  initial?: { search: string; page: Wired<Page<Item>> },
) =>
  queryOptions({
    queryKey: ["admin", thing, search],
    queryFn: ({ signal }) =>
      readJson<Wired<Page<Item>>>(`/api/admin/${thing}${search ? `?${search}` : ""}`, signal),
    placeholderData: keepPreviousData,
    ...(initial && initial.search === search && { initialData: initial.page }),
  });
