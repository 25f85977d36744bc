import { tagOf } from "@/app/_server/content-tag";
import type { Answer, Asked } from "@/app/open311/v2/[...path]/answer-call";
import { countCall } from "@/app/open311/v2/[...path]/caller";
import { bodiesMeant, PlaceQuery, plainQuery } from "@/app/open311/v2/[...path]/place-query";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { writeServices } from "@/lib/open311/write/services";
import { inObject } from "@/lib/open311/write/wire-tree";
import { type Catalogue, readCatalogue } from "@/lib/published/services/catalogue";
import { listServices } from "@/lib/published/services/list-services";
import { Recent } from "@/lib/recent";

const t = translator("open311");

/** Finished answers, as long as the catalogue that they were made of is kept. */
const written = new WeakMap<Catalogue, Recent<Answer>>();

/**
 * `GET services`: what may be reported here, at a place, or to one body (GeoReport v2, "GET Service List"). Who waits for the
 * reporter's mail gets a token first, hence `batch`.
 */
export async function getServices(asked: Asked): Promise<Answer> {
  const { format, wrapped, caller, address } = asked;
  const query = parseInput(PlaceQuery, plainQuery(asked), t("faults.query"));
  const whole = Object.values(query).every((value) => value === undefined);
  if (!whole) await countCall(caller, address);
  const [catalogue, bodies] = await Promise.all([readCatalogue(), bodiesMeant(query)]);
  const type = caller && !caller.trusted ? "batch" : "realtime";
  const key = [format, wrapped, type, bodies ? [...bodies].sort().join() : "all"].join(" ");
  const known = written.get(catalogue)?.get(key);
  if (known) return known;
  const entries = bodies ? catalogue.entries.filter(({ body }) => bodies.has(body.id)) : catalogue.entries;
  const list = writeServices(listServices(entries, type), format);
  const document = wrapped ? inObject("services", list) : list;
  const answer: Answer = {
    status: 200,
    document,
    headers: { etag: tagOf(document.body), ...lastModified(catalogue) },
  };
  remember(catalogue, key, answer);
  return answer;
}

function remember(catalogue: Catalogue, key: string, answer: Answer): void {
  const answers = written.get(catalogue) ?? new Recent<Answer>({ capacity: 500, ttlMs: 60_000 });
  written.set(catalogue, answers);
  answers.set(key, answer);
}

/** Told in whole seconds, so not while another change in the same second could follow. */
export function lastModified({ changedAt }: Catalogue): Record<string, string> {
  if (Date.now() - changedAt.getTime() < 10_000) return {};
  return { "last-modified": changedAt.toUTCString() };
}
