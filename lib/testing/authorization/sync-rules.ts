import { db } from "@/lib/db";
import { dismissDeadLetters, replayDeadLetters } from "@/lib/sync/dead-letters/act-on-letters";
import { getDeadLetter, listDeadLetters } from "@/lib/sync/dead-letters/list-dead-letters";
import { mappedConnection, readStatusMap, versionOf } from "@/lib/sync/status-map/read-status-map";
import { saveStatusMap } from "@/lib/sync/status-map/save-status-map";
import { previewTemplate } from "@/lib/sync/updates/preview-template";
import { mark } from "@/lib/testing/authorization/fresh";
import { act, list, type Rules } from "@/lib/testing/authorization/rule";
import type { Things, World } from "@/lib/testing/authorization/world";

/** Nobody knows which category an item belongs to that could not be taken in. */
const seeing = { needs: ["delivery:view"], limits: "body" } as const;
const acting = { needs: ["delivery:act"], limits: "body" } as const;
const editing = { needs: ["connection:edit"], limits: "body" } as const;

async function freshLetter({ connection }: Things): Promise<number> {
  const { id } = await db.deadLetter.create({
    data: {
      ...{ connectionId: connection.id, kind: "updates", fingerprint: mark(), reason: "It broke" },
      payload: { unreadable: {} },
    },
  });
  return id;
}

async function versionNow(connectionId: number): Promise<string> {
  const where = { id: connectionId };
  const row = await db.connection.findUniqueOrThrow({ where, select: mappedConnection });
  return versionOf(row.statusMatches);
}

const words = ({ body, contact }: Things) => ({
  ...{ templateId: null, bodyId: body.id, text: "Thank you.", emailText: null, state: null },
  ...{ externalStatusCode: null, autoResponse: false, contactIds: [contact.id] },
});

/** One of each body's, by the body's id; made by `makeLetters`. */
const letters = new Map<number, number>();

/** Gives each body of the world an item that could not be taken in, for the lists of them. */
export async function makeLetters(world: World): Promise<void> {
  for (const things of [world.here, world.other]) letters.set(things.body.id, await freshLetter(things));
}

const lettersOf = ({ body }: Things): number[] => [letters.get(body.id) ?? 0];

/** Reading what came in, what did not, and how it is understood. */
export const syncReads: Rules = {
  "lib/sync/dead-letters/list-dead-letters.ts listDeadLetters": [
    list({
      ...seeing,
      call: (actor) => listDeadLetters(actor, {}),
      ids: ({ items }) => items.map(({ id }) => id),
      own: lettersOf,
    }),
  ],
  "lib/sync/dead-letters/list-dead-letters.ts getDeadLetter": [
    act({ ...seeing, call: async (actor, { here }) => getDeadLetter(actor, await freshLetter(here)) }),
  ],
  "lib/sync/status-map/read-status-map.ts readStatusMap": [
    act({ ...editing, call: (actor, { here }) => readStatusMap(actor, here.connection.id) }),
  ],
  "lib/sync/updates/preview-template.ts previewTemplate": [
    act({
      ...{ needs: ["template:edit"], limits: "category" },
      call: (actor, { here }) => previewTemplate(actor, words(here)),
    }),
    // Of a report that is not public.
    act({
      ...{ needs: ["report:view-private", "template:edit"], limits: "category" },
      call: (actor, { here }) => previewTemplate(actor, { ...words(here), reportId: here.report.id }),
    }),
  ],
};

/** Dealing with what did not come in, and saying what words mean. */
export const syncWrites: Rules = {
  "lib/sync/dead-letters/act-on-letters.ts replayDeadLetters": [
    act({
      ...acting,
      call: async (actor, { here }) => replayDeadLetters(actor, { ids: [await freshLetter(here)] }),
    }),
  ],
  "lib/sync/dead-letters/act-on-letters.ts dismissDeadLetters": [
    act({
      ...acting,
      call: async (actor, { here }) =>
        dismissDeadLetters(actor, { ids: [await freshLetter(here)], note: "Seen to" }),
    }),
  ],
  "lib/sync/status-map/save-status-map.ts saveStatusMap": [
    act({
      ...editing,
      call: async (actor, { here: { connection } }) =>
        saveStatusMap(actor, {
          ...{ connectionId: connection.id, version: await versionNow(connection.id) },
          words: [{ word: mark(), means: "ignore" }],
        }),
    }),
  ],
};
