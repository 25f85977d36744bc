import { z } from "zod";
import { invalid } from "@/lib/errors";
import { type AreaGeometry, validateAreaGeometry } from "@/lib/geo/area-geometry";
import { mergePolygons, polygonsIn } from "@/lib/geo/polygons-in";
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
  const shapes = polygonsIn(json);
  if (shapes.length === 0 && isCollection(json)) throw refused("noPolygon");
  const merged = mergePolygons((shapes.length === 0 ? [json] : shapes).map(validateAreaGeometry));
  const positions = merged.coordinates.flat(merged.type === "Polygon" ? 1 : 2).length;
  if (positions > outlineAtMost) throw refused("tooLarge", { positions, most: outlineAtMost });
  return validateAreaGeometry(rounded(merged));
}

const isCollection = (json: unknown): boolean =>
  z.object({ type: z.enum(["FeatureCollection", "GeometryCollection", "Feature"]) }).safeParse(json).success;

const rounded = (geometry: AreaGeometry): AreaGeometry =>
  geometry.type === "Polygon"
    ? { type: "Polygon", coordinates: geometry.coordinates.map((ring) => ring.map(round)) }
    : {
        type: "MultiPolygon",
        coordinates: geometry.coordinates.map((rings) => rings.map((ring) => ring.map(round))),
      };

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
