import { gazetteer } from "@/lib/geo/geocoders/gazetteer";
import { chosenGeocoder } from "@/lib/geo/geocoders/registry";
import type { Point } from "@/lib/geo/point";
import { log } from "@/lib/log";

const LONGEST_MS = 3_000;

/** The address nearest to a point in words, best effort: null when there is none or it takes more than 3 s. Never throws. */
export async function nearestAddress(point: Point): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), LONGEST_MS);
  });
  const asked = lookUp(point).catch((error: unknown) => {
    log.warn({ err: error }, "The nearest address was not found out");
    return null;
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function lookUp(point: Point): Promise<string | null> {
  const chosen = await chosenGeocoder().reverse(point);
  const answer = chosen.kind === "unavailable" ? await gazetteer.reverse(point) : chosen;
  return answer.kind === "found" ? answer.address : null;
}
