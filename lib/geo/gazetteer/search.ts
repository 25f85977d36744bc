import { db, Prisma } from "@/lib/db";
import { normalise } from "@/lib/geo/gazetteer/normalise";
import { MOST_PLACES, type Place } from "@/lib/geo/place";

type Match = Place & { rank: number };

/** Rows looked at by each way of matching, so that one letter does not read a whole country. */
const CANDIDATES = 500;

/** The match's rank in SQL: the name itself, its beginning, words of it, or only something like it. */
const ALIKE = 3;

/**
 * Places by name, best first, at most ten: exact, then beginnings, then words within. Likenesses (typing errors, a
 * house number too many) only where nothing fits better. Same names in different quarters are all listed.
 */
export async function searchGazetteer(text: string): Promise<Place[]> {
  const matches = await db.$queryRaw<Match[]>(matching(text));
  const [best] = matches;
  return matches
    .filter(({ rank }) => rank < ALIKE || best?.rank === ALIKE)
    .map(({ name, lat, lon, kind }) => ({ name, lat, lon, kind }));
}

/** The search as SQL; each branch of the union is answered by the trigram index. */
export function matching(text: string): Prisma.Sql {
  const whole = normalise(text);
  // "Mill Lane, Alderwick": what stands before the comma is what is looked for.
  const head = normalise(text.split(",")[0] ?? "");
  const forms = [...new Set([whole, whole.replaceAll(" ", ""), head])].filter(Boolean);
  const prefixes = forms.map((form) => `${form}%`);
  const within = forms.map((form) => `% ${form}%`);
  const columns = Prisma.sql`select id, name, searched, lat, lon, kind from "GazetteerEntry"`;
  return Prisma.sql`
    with candidate as (
      (${columns} where searched = any(${forms}) limit ${CANDIDATES})
      union (${columns} where searched like any(${prefixes}) limit ${CANDIDATES})
      union (${columns} where searched like any(${within}) limit ${CANDIDATES})
      union (${columns} where ${whole} <% searched limit ${CANDIDATES})
      union (${columns} where searched % ${whole} limit ${CANDIDATES})
    )
    select name, lat, lon, kind, rank from (
      select *,
        case
          when searched = any(${forms}) then 0
          when searched like any(${prefixes}) then 1
          when searched like any(${within}) then 2
          else ${ALIKE}
        end as rank,
        greatest(word_similarity(${whole}, searched), word_similarity(searched, ${whole})) as likeness
      from candidate
    ) ranked
    order by rank, searched <> ${whole}, likeness desc,
      nullif(strpos(${whole}, searched), 0) nulls last, length(searched), searched, kind, lat, lon
    limit ${MOST_PLACES}`;
}
