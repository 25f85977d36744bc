import { bodiesMeant } from "@/app/open311/v2/[...path]/place-query";
import type { RequestsQuery } from "@/app/open311/v2/[...path]/requests-query";
import { categoriesNamed } from "@/lib/published/reports/categories-named";
import type { PublishedFilter } from "@/lib/published/reports/published-filter";
import { webInterface } from "@/lib/published/reports/request-row";

/**
 * Which reports the parameters of `GET requests` mean. Numbers of requests override all others, as the standard says. Names of services
 * and agencies that are nobody's mean no reports.
 * @throws DomainError `not_found` for an unknown jurisdiction
 */
export async function filterMeant(query: RequestsQuery): Promise<PublishedFilter> {
  const { jurisdiction_id, agency_responsible } = query;
  const bodies = await bodiesMeant({ jurisdiction_id, agency_responsible });
  if (query.service_request_id) return { ids: query.service_request_id };
  const { service_code, interface_used, lat, long, radius } = query;
  return {
    categoryIds: service_code === undefined ? undefined : await categoriesNamed(service_code),
    bodyIds: bodies === null ? undefined : [...bodies],
    states: query.status,
    confirmedFrom: query.start_date,
    confirmedBefore: query.end_date,
    updatedFrom: query.updated_after,
    updatedBefore: query.updated_before,
    bounds: query.bbox,
    near:
      lat === undefined || long === undefined || radius === undefined
        ? undefined
        : { point: { lat, lon: long }, radiusMetres: radius },
    hasPhoto: query.has_photo,
    words: query.q,
    service: interface_used === webInterface ? "web" : interface_used,
  };
}
