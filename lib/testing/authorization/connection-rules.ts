import { deleteConnection } from "@/lib/bodies/delete-connection";
import { filterChoices } from "@/lib/bodies/filter-choices";
import { getConnection } from "@/lib/bodies/list-connections";
import { pauseConnection, resumeConnection } from "@/lib/bodies/pause-connection";
import { contactsByConnection, createConnection, saveConnection } from "@/lib/bodies/save-connection";
import {
  connectionsInTrouble,
  getConnectionCard,
  listConnectionCards,
} from "@/lib/delivery/connection-cards";
import { dryRun } from "@/lib/delivery/dry-run";
import { tryConnection } from "@/lib/delivery/try-connection";
import { mark } from "@/lib/testing/authorization/fresh";
import { act, list, type Rules } from "@/lib/testing/authorization/rule";
import type { Things } from "@/lib/testing/authorization/world";
import { makeConnection } from "@/lib/testing/factories";

/** Also for who sees what was sent; a connection belongs to no category. */
const seeing = { needs: { anyOf: ["connection:edit", "delivery:view"] }, limits: "none" } as const;
const editing = { needs: ["connection:edit"], limits: "body" } as const;
const fresh = async ({ body }: Things, more: { pausedAt?: Date } = {}) => ({
  id: (await makeConnection({ bodyId: body.id, slug: mark(), ...more })).id,
});

/** Reading connections and how they fare. */
export const connectionReads: Rules = {
  "lib/bodies/list-connections.ts getConnection": [
    act({ ...seeing, call: (actor, { here }) => getConnection(actor, here.connection.id) }),
    // What is set is for those only who may change it.
    act({
      ...editing,
      call: (actor, { here }) => getConnection(actor, here.connection.id),
      refusal: ({ settings }) => settings === null,
    }),
  ],
  "lib/delivery/connection-cards.ts getConnectionCard": [
    act({ ...seeing, call: (actor, { here }) => getConnectionCard(actor, here.connection.id) }),
  ],
  "lib/delivery/connection-cards.ts listConnectionCards": [
    list({
      ...seeing,
      call: (actor) => listConnectionCards(actor, {}),
      ids: ({ items }) => items.map(({ id }) => id),
      own: ({ connection }) => [connection.id],
    }),
  ],
  "lib/delivery/connection-cards.ts connectionsInTrouble": [
    list({
      ...seeing,
      call: (actor) => connectionsInTrouble(actor),
      ids: (cards) => cards.map(({ id }) => id),
      own: ({ paused }) => [paused.id],
    }),
  ],
  "lib/bodies/filter-choices.ts filterChoices": [
    list({
      ...seeing,
      call: (actor) => filterChoices(actor),
      ids: ({ connections }) => connections.map(({ id }) => id),
      own: ({ connection }) => [connection.id],
    }),
    list({
      ...seeing,
      limits: "category",
      call: (actor) => filterChoices(actor),
      ids: ({ categories }) => categories.map(({ id }) => id),
      own: ({ category }) => [category.id],
    }),
  ],
  "lib/bodies/save-connection.ts contactsByConnection": [
    act({ ...editing, call: (actor, { here }) => contactsByConnection(actor, here.connection.id) }),
  ],
  "lib/delivery/dry-run.ts dryRun": [
    act({ ...editing, call: (actor, { here }) => dryRun(actor, { connectionId: here.connection.id }) }),
    // Of a report that is not public.
    ...(["connection:edit", "delivery:view", "report:view-private"] as const).map((first, _, all) =>
      act({
        needs: [first, ...all.filter((one) => one !== first)],
        limits: "body",
        call: (actor, { here: { connection, report } }) =>
          dryRun(actor, { connectionId: connection.id, reportId: report.id }),
      }),
    ),
  ],
};

/** Changing them. */
export const connectionWrites: Rules = {
  "lib/bodies/save-connection.ts createConnection": [
    act({
      ...editing,
      call: (actor, { here }) =>
        createConnection(actor, { bodyId: here.body.id, slug: mark(), method: "email" }),
    }),
  ],
  "lib/bodies/save-connection.ts saveConnection": [
    act({
      ...editing,
      call: async (actor, { here }) =>
        saveConnection(actor, { ...(await fresh(here)), method: "email", concurrency: 3 }),
    }),
  ],
  "lib/bodies/pause-connection.ts pauseConnection": [
    act({ ...editing, call: async (actor, { here }) => pauseConnection(actor, await fresh(here)) }),
  ],
  "lib/bodies/pause-connection.ts resumeConnection": [
    act({
      ...editing,
      call: async (actor, { here }) => resumeConnection(actor, await fresh(here, { pausedAt: new Date() })),
    }),
  ],
  "lib/bodies/delete-connection.ts deleteConnection": [
    act({ ...editing, call: async (actor, { here }) => deleteConnection(actor, await fresh(here)) }),
  ],
  "lib/delivery/try-connection.ts tryConnection": [
    act({
      ...editing,
      call: (actor, { here }) => tryConnection(actor, { connectionId: here.connection.id }),
    }),
  ],
};
