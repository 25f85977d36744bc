import { db } from "@/lib/db";
import { findPlaces, type Place, searchWords } from "@/lib/geo/find-places";
import { type ListedReport, readListed } from "@/lib/reports/listed";
import { largestId } from "@/lib/row-id";

/** What a search came to. `unavailable`: the geocoder did not answer, so nothing is known either way. */
export type Finding =
  | { kind: "report"; id: number }
  | { kind: "reports"; reports: ListedReport[] }
  | { kind: "place"; place: Place }
  | { kind: "places"; places: Place[] }
  | { kind: "nothing" }
  | { kind: "unavailable" };

const mostChoices = 10;
/**
 * Finds what somebody typed into the one search box: a public report by our number (`123`, `#123`, `ref:123`) or by the
 * reference that a body gave it (with or without `ref:`), else a place. A bare number that is no report may be a postcode.
 * Source: spec/features.md A1.1–A1.4.
 */
export async function lookFor(text: string): Promise<Finding> {
  const words = searchWords(text);
  const reference = referenceIn(words);
  const reports = await readListed(await reportIds(reference.value));
  if (reports.length > 1) return { kind: "reports", reports };
  if (reports[0]) return { kind: "report", id: reports[0].id };
  if (reference.certain) return { kind: "nothing" };
  const found = await findPlaces(words);
  if (found.kind !== "found") return found;
  const [place, ...others] = found.places;
  if (!place) return { kind: "nothing" };
  return others.length === 0
    ? { kind: "place", place }
    : { kind: "places", places: found.places.slice(0, mostChoices) };
}

/** `certain`: it was marked as a reference, so it is no place. */
function referenceIn(words: string): { value: string; certain: boolean } {
  const marked = /^(?:ref(?:erence)?\s*[:#]\s*|#\s*)(.+)$/i.exec(words)?.[1];
  return marked === undefined ? { value: words, certain: false } : { value: marked.trim(), certain: true };
}

async function reportIds(reference: string): Promise<number[]> {
  if (reference === "") return [];
  const own = /^\d{1,10}$/.test(reference) ? Number(reference) : null;
  // By way of the bodies, of which there are few: the index on a body's references is used once for each.
  const rows = await db.$queryRaw<{ id: number }[]>`
    select r.id from "Body" b
      join "Delivery" d on d."bodyId" = b.id and d."externalId" = ${reference}
      join "Report" r on r.id = d."reportId" and r.visibility = 'public'
    union
    select id from "Report" where id = ${own !== null && own <= largestId ? own : 0} and visibility = 'public'
    order by id desc
    limit ${mostChoices}`;
  return rows.map(({ id }) => id);
}
