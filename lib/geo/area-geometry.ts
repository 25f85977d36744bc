import bbox from "@turf/bbox";
import { z } from "zod";
import { invalid } from "@/lib/errors";
import type { Bounds } from "@/lib/geo/mercator";
import { selfCrossing } from "@/lib/geo/self-crossing";
import { translator } from "@/lib/messages";

const t = translator("places");

/** Longitude, latitude; a height is allowed (RFC 7946, 3.1.1) and left out. */
const Position = z
  .array(z.number({ error: () => t("geometry.position") }), { error: () => t("geometry.position") })
  .min(2, t("geometry.position"))
  .max(4, t("geometry.position"))
  .transform(([lon = Number.NaN, lat = Number.NaN]): [number, number] => [lon, lat])
  .refine(([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90, t("geometry.position"));

const Ring = z
  .array(Position)
  .min(4, t("geometry.short"))
  .refine((ring) => String(ring[0]) === String(ring.at(-1)), t("geometry.open"));

const Rings = z.array(Ring).min(1, t("geometry.empty"));

/** An area's outline: RFC 7946 Polygon or MultiPolygon, rings closed, WGS 84. */
export const AreaGeometry = z.discriminatedUnion(
  "type",
  [
    z.object({ type: z.literal("Polygon"), coordinates: Rings }),
    z.object({
      type: z.literal("MultiPolygon"),
      coordinates: z.array(Rings).min(1, t("geometry.empty")),
    }),
  ],
  { error: () => t("geometry.shape") },
);
export type AreaGeometry = z.infer<typeof AreaGeometry>;

/** An outline that may be saved: one that does not cross itself, so that inside and outside are what they look like. */
export const SavedGeometry = AreaGeometry.superRefine((geometry, context) => {
  const crossing = selfCrossing(geometry);
  if (!crossing) return;
  const [lon, lat] = [crossing.lon.toFixed(5), crossing.lat.toFixed(5)];
  context.addIssue({ code: "custom", message: t("geometry.crosses", { lon, lat }) });
});

/** Checks an outline from outside. @throws DomainError `invalid`, which says what is wrong and where */
export function validateAreaGeometry(json: unknown): AreaGeometry {
  const result = SavedGeometry.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue?.path.join(".");
  const reason = `${issue?.message ?? ""}${place ? ` (${place})` : ""}`;
  throw invalid(t("geometry.refused", { reason }), { geometry: reason });
}

/** The box an area row keeps beside its outline. */
export function boxOf(geometry: AreaGeometry): Bounds {
  const [west, south, east, north] = bbox(geometry) as [number, number, number, number];
  return { west, south, east, north };
}
