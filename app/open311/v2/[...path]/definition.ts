import { type Answer, type Asked, refuse } from "@/app/open311/v2/[...path]/answer-call";
import { bodiesMeant, PlaceQuery, plainQuery } from "@/app/open311/v2/[...path]/place-query";
import { lastModified } from "@/app/open311/v2/[...path]/services";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { writeDefinition } from "@/lib/open311/write/services";
import { readCatalogue } from "@/lib/published/services/catalogue";
import { defineService } from "@/lib/published/services/define-service";
import { entriesOf } from "@/lib/published/services/entries-of";

const t = translator("open311");

/**
 * `GET services/{service_code}`: what is asked about a service, by all bodies that take it or by those that are meant (GeoReport v2,
 * "GET Service Definition"). 404 for one that is unknown, or not offered there.
 */
export async function getDefinition(asked: Asked): Promise<Answer> {
  const { format, parts } = asked;
  const query = parseInput(PlaceQuery, plainQuery(asked), t("faults.query"));
  const [catalogue, bodies] = await Promise.all([readCatalogue(), bodiesMeant(query)]);
  const known = entriesOf(catalogue.entries, parts[0] ?? "");
  if (known.length === 0) return refuse(format, 404, t("noService"));
  const entries = bodies ? known.filter(({ body }) => bodies.has(body.id)) : known;
  if (entries.length === 0) return refuse(format, 404, t("notThere"));
  const document = writeDefinition(defineService(entries), format);
  return { status: 200, document, headers: lastModified(catalogue) };
}
