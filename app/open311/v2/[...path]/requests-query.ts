import { z } from "zod";
import { pagingFields, refuseDeepPages } from "@/app/open311/v2/[...path]/paging";
import { PlaceQuery } from "@/app/open311/v2/[...path]/place-query";
import { between, moment, read, requestIds, yesOrNo } from "@/app/open311/v2/[...path]/query-fields";
import { parseBounds } from "@/lib/geo/parse-bounds";
import { translator } from "@/lib/messages";
import { publishedSorts } from "@/lib/published/reports/list-published";
import { statesMeant, statusWords } from "@/lib/published/reports/request-status";

const t = translator("open311Requests");
const mostMetres = 100_000;
const longestWords = 200;
/** Shorter words are in no index. */
const searchable = /[\p{L}\p{N}]{3}/u;

function boxIn(text: string) {
  const [south, west, north, east, ...more] = text.split(",");
  return more.length > 0 ? null : parseBounds([west, south, east, north].map((part) => part ?? "").join(","));
}

/** The parameters of `GET requests`, as they come in the address. Source: GeoReport v2, spec/open311.md 1.7 and 1.10. */
export const RequestsQuery = z
  .object({
    service_request_id: requestIds.describe(t("fields.service_request_id")),
    jurisdiction_id: PlaceQuery.shape.jurisdiction_id,
    agency_responsible: PlaceQuery.shape.agency_responsible,
    service_code: z.string().optional().describe(t("fields.service_code")),
    status: read(t("faults.status", { words: statusWords.join(", ") }), statesMeant)
      .optional()
      .describe(t("fields.status")),
    start_date: moment.describe(t("fields.start_date")),
    end_date: moment.describe(t("fields.end_date")),
    updated_after: moment.describe(t("fields.updated_after")),
    updated_before: moment.describe(t("fields.updated_before")),
    bbox: read(t("faults.bbox"), boxIn).optional().describe(t("fields.bbox")),
    lat: between(-90, 90, t("faults.lat")).describe(t("fields.lat")),
    long: between(-180, 180, t("faults.long")).describe(t("fields.long")),
    radius: between(1, mostMetres, t("faults.radius", { most: mostMetres })).describe(t("fields.radius")),
    has_photo: read(t("faults.yesNo"), yesOrNo).optional().describe(t("fields.has_photo")),
    q: read(t("faults.words", { most: longestWords }), (text) =>
      searchable.test(text) && text.length <= longestWords ? text : null,
    )
      .optional()
      .describe(t("fields.q")),
    interface_used: z.string().optional().describe(t("fields.interface_used")),
    sort: z
      .enum(publishedSorts, t("faults.sort", { words: publishedSorts.join(", ") }))
      .optional()
      .describe(t("fields.sort")),
    ...pagingFields,
  })
  .superRefine((query, context) => {
    refuseDeepPages(query, context);
    const circle = ["lat", "long", "radius"] as const;
    if (circle.every((name) => query[name] === undefined)) return;
    for (const name of circle) {
      if (query[name] === undefined)
        context.addIssue({ code: "custom", path: [name], message: circleFault[name] });
    }
  });
export type RequestsQuery = z.output<typeof RequestsQuery>;

const circleFault = {
  lat: t("faults.lat"),
  long: t("faults.long"),
  radius: t("faults.radius", { most: mostMetres }),
};
