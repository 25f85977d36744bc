import { db } from "@/lib/db";
import { listServiceMatches } from "@/lib/sync/requests/list-service-matches";
import { saveServiceMatches } from "@/lib/sync/requests/save-service-matches";
import { mark } from "@/lib/testing/authorization/fresh";
import { act, type Rules } from "@/lib/testing/authorization/rule";
import type { Things } from "@/lib/testing/authorization/world";
import { makeConnection } from "@/lib/testing/factories";

/** Codes are the whole body's: which category each is decides what all of its staff see. */
const matching = { needs: ["contact:edit"], limits: "body" } as const;

async function freshMatch({ body }: Things) {
  const settings = { endpoint: "https://council.example" };
  const connection = await makeConnection({ bodyId: body.id, slug: mark(), method: "open311", settings });
  const { id } = await db.serviceCodeMatch.create({ data: { connectionId: connection.id, code: mark() } });
  return { connectionId: connection.id, id };
}

/** Seeing which service codes a back end has. */
export const importReads: Rules = {
  "lib/sync/requests/list-service-matches.ts listServiceMatches": [
    act({
      ...matching,
      call: async (actor, { here }) =>
        listServiceMatches(actor, { connectionId: (await freshMatch(here)).connectionId }),
    }),
  ],
};

/** Saying which categories they are. */
export const importWrites: Rules = {
  "lib/sync/requests/save-service-matches.ts saveServiceMatches": [
    act({
      ...matching,
      call: async (actor, { here }) => {
        const { connectionId, id } = await freshMatch(here);
        return saveServiceMatches(actor, { connectionId, matches: [{ id, choice: here.category.id }] });
      },
    }),
  ],
};
