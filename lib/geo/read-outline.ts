import { z } from "zod";
import { invalid } from "@/lib/errors";
import { type AreaGeometry, validateAreaGeometry } from "@/lib/geo/area-geometry";
import { translator } from "@/lib/messages";

/** Positions; an outline with more is slow to draw and finer than any boundary on the ground. */
export const outlineAtMost = 100_000;

/**
 * An outline as people have it: a GeoJSON geometry, a Feature, or a FeatureCollection, whose polygons then make one area. Text
 * is read as JSON. Positions are kept to a decimetre.
 * @throws DomainError `invalid` with the fault for `geometry`
 */
export function readOutline(given: unknown): AreaGeometry {
  const json = typeof given === "string" ? parse(given) : given;
  refuseOtherGrids(json);
  const parts = polygonsIn(json).map(validateAreaGeometry);
  const polygons = parts.flatMap((part) => (part.type === "Polygon" ? [part.coordinates] : part.coordinates));
  const [only] = polygons;
  if (!only) return validateAreaGeometry(json);
  const positions = polygons.flat(2).length;
  if (positions > outlineAtMost) throw refused("tooLarge", { positions, most: outlineAtMost });
  const rounded = polygons.map((rings) => rings.map((ring) => ring.map(round)));
  return validateAreaGeometry(
    rounded.length === 1
      ? { type: "Polygon", coordinates: rounded[0] }
      : { type: "MultiPolygon", coordinates: rounded },
  );
}

const round = ([lon, lat]: [number, number]): [number, number] => [
  Math.round(lon * 1e6) / 1e6,
  Math.round(lat * 1e6) / 1e6,
];

function parse(text: string): unknown {
  if (text.trim() === "") throw refused("missing");
  try {
    return JSON.parse(text);
  } catch {
    throw refused("json");
  }
}

const Shape = z.object({ type: z.string() });
const Feature = z.object({ type: z.literal("Feature"), geometry: z.unknown() });
const Collection = z.object({ type: z.literal("FeatureCollection"), features: z.array(z.unknown()).min(1) });

/** What of it is to be an outline; lines and points of a collection are left out. */
function polygonsIn(json: unknown): unknown[] {
  const feature = Feature.safeParse(json).data;
  if (feature) return [feature.geometry];
  const collection = Collection.safeParse(json).data;
  if (!collection) return [json];
  const shapes = collection.features.flatMap(polygonsIn);
  const polygons = shapes.filter((shape) => Shape.safeParse(shape).data?.type.endsWith("Polygon"));
  if (polygons.length === 0) throw refused("noPolygon");
  return polygons;
}

/** The old `crs` member, which RFC 7946 took away: whoever still writes it may mean another grid. */
function refuseOtherGrids(json: unknown): void {
  const named = z.object({ crs: z.object({ properties: z.object({ name: z.string() }) }) }).safeParse(json);
  const name = named.data?.crs.properties.name;
  if (name !== undefined && !/CRS84|EPSG:+4326$/.test(name)) throw refused("grid", { name });
}

function refused(
  fault: "tooLarge" | "missing" | "json" | "noPolygon" | "grid",
  values: Record<string, string | number> = {},
) {
  const message = translator("places")(`geometry.${fault}`, values as never);
  return invalid(message, { geometry: message });
}
