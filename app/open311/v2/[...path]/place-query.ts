import { z } from "zod";
import type { Asked } from "@/app/open311/v2/[...path]/answer-call";
import { between } from "@/app/open311/v2/[...path]/query-fields";
import { agenciesNamed } from "@/lib/bodies/agencies";
import { jurisdictionOf } from "@/lib/bodies/jurisdiction";
import { db } from "@/lib/db";
import { areasAt } from "@/lib/geo/areas-at";
import { translator } from "@/lib/messages";

const t = translator("open311");

/** Which body's services are meant, or those at which place. */
export const PlaceQuery = z
  .object({
    jurisdiction_id: z.string().optional().describe(t("fields.jurisdiction_id")),
    agency_responsible: z.string().optional().describe(t("fields.agency_responsible")),
    lat: between(-90, 90, t("faults.lat")).describe(t("fields.lat")),
    long: between(-180, 180, t("faults.long")).describe(t("fields.long")),
  })
  .superRefine(({ lat, long }, context) => {
    if (lat !== undefined && long === undefined)
      context.addIssue({ code: "custom", path: ["long"], message: t("faults.long") });
    if (long !== undefined && lat === undefined)
      context.addIssue({ code: "custom", path: ["lat"], message: t("faults.lat") });
  });
export type PlaceQuery = z.output<typeof PlaceQuery>;

/** Parameters as a schema takes them; of one that is given several times, the first. */
export const plainQuery = ({ query }: Pick<Asked, "query">): Record<string, string> =>
  Object.fromEntries([...query].reverse());

/**
 * The bodies that are meant: by jurisdiction, by agency, and those that cover the place; null = all of them.
 * @throws DomainError `not_found` for an unknown jurisdiction
 */
export async function bodiesMeant(query: PlaceQuery): Promise<ReadonlySet<number> | null> {
  const { jurisdiction_id, agency_responsible, lat, long } = query;
  const jurisdiction = jurisdiction_id === undefined ? null : await jurisdictionOf(jurisdiction_id);
  const sets = [
    jurisdiction === null ? null : [jurisdiction],
    agency_responsible === undefined ? null : await agenciesNamed(agency_responsible),
    lat === undefined || long === undefined ? null : await bodiesCovering(lat, long),
  ].filter((set) => set !== null);
  const [first, ...others] = sets;
  return first ? new Set(first.filter((id) => others.every((set) => set.includes(id)))) : null;
}

async function bodiesCovering(lat: number, lon: number): Promise<number[]> {
  const areas = await areasAt({ lat, lon });
  if (areas.length === 0) return [];
  const rows = await db.bodyArea.findMany({
    where: { areaId: { in: areas.map(({ id }) => id) } },
    distinct: ["bodyId"],
    select: { bodyId: true },
  });
  return rows.map(({ bodyId }) => bodyId);
}
