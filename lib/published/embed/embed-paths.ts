import { filterParams, firstOf, parseFilter, type SearchParams } from "@/lib/reports/filter";

/** The address of a report as a small card for other sites. */
export const embeddedReportPath = (reportId: number): `/embed/report/${number}` =>
  `/embed/report/${reportId}`;

const number = /^-?\d{1,3}(\.\d{1,12})?$/;

/**
 * The address of the map for other sites. Of the parameters of a page with a map it keeps what makes sense there: the place (`lat`,
 * `lon`, `zoom`), the states and the categories.
 * @param body slug of the body whose reports it shows; null = everybody's
 */
export function embeddedMapPath(body: string | null, params: SearchParams): `/embed${string}` {
  const kept = new URLSearchParams();
  if (body) kept.set("body", body);
  for (const name of ["lat", "lon", "zoom"]) {
    const value = firstOf(params, name);
    if (value !== null && number.test(value)) kept.set(name, value);
  }
  for (const [name, value] of filterParams({ ...parseFilter(params), sort: "newest" })) kept.set(name, value);
  return kept.size > 0 ? `/embed?${kept}` : "/embed";
}

/** The page of ours that shows the same as that map: the body's, or the map page. */
export const mappedPath = (body: string | null, params: SearchParams): string =>
  embeddedMapPath(null, params).replace(/^\/embed/, body ? `/reports/${body}` : "/around");
