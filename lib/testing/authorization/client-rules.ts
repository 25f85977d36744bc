import { hashClientKey } from "@/lib/clients/client-key";
import { renewClientKey, revokeClient } from "@/lib/clients/client-keys";
import { listClients } from "@/lib/clients/list-clients";
import { readClient } from "@/lib/clients/read-client";
import { editClient, makeClient } from "@/lib/clients/save-client";
import { db } from "@/lib/db";
import { mark } from "@/lib/testing/authorization/fresh";
import { act, list, type Rules } from "@/lib/testing/authorization/rule";
import type { Things, World } from "@/lib/testing/authorization/world";

/** A client concerns the whole body. */
const editing = { needs: ["api:edit"], limits: "body" } as const;
/** Clients of no body, and trust, concern the whole installation. */
const governing = { needs: "superuser", limits: "none" } as const;

async function freshClient(bodyId: number | null, trusted = false): Promise<number> {
  const name = mark();
  const data = { name, bodyId, trusted, keyHash: hashClientKey(name), may: ["read-extended"] };
  return (await db.apiClient.create({ data })).id;
}

const details = (trusted = false) => ({
  ...{ name: mark(), may: ["read-extended" as const], trusted, callsPerMinute: 60, note: "" },
});

/** One of each body's, by the body's id; made by `makeClients`. */
const clients = new Map<number, number>();

/** Gives each body of the world a caller of its own, for the list of them. */
export async function makeClients(world: World): Promise<void> {
  for (const { body } of [world.here, world.other]) clients.set(body.id, await freshClient(body.id));
}

const clientsOf = ({ body }: Things): number[] => [clients.get(body.id) ?? 0];

/** Reading who may call our Open311 server. */
export const clientReads: Rules = {
  "lib/clients/list-clients.ts listClients": [
    list({
      ...editing,
      call: (actor) => listClients(actor, {}),
      ids: ({ items }) => items.map(({ id }) => id),
      own: clientsOf,
    }),
  ],
  "lib/clients/read-client.ts readClient": [
    act({ ...editing, call: async (actor, { here }) => readClient(actor, await freshClient(here.body.id)) }),
    act({ ...governing, call: async (actor) => readClient(actor, await freshClient(null)) }),
  ],
};

/** Changing it. */
export const clientWrites: Rules = {
  "lib/clients/save-client.ts makeClient": [
    act({ ...editing, call: (actor, { here }) => makeClient(actor, { ...details(), bodyId: here.body.id }) }),
    act({ ...governing, call: (actor) => makeClient(actor, { ...details(true), bodyId: null }) }),
  ],
  "lib/clients/save-client.ts editClient": [
    act({
      ...editing,
      call: async (actor, { here }) =>
        editClient(actor, { ...details(), clientId: await freshClient(here.body.id, true) }),
    }),
    act({
      ...governing,
      call: async (actor) => editClient(actor, { ...details(true), clientId: await freshClient(null) }),
    }),
  ],
  "lib/clients/client-keys.ts renewClientKey": [
    act({
      ...editing,
      call: async (actor, { here }) => renewClientKey(actor, { clientId: await freshClient(here.body.id) }),
    }),
  ],
  "lib/clients/client-keys.ts revokeClient": [
    act({
      ...editing,
      call: async (actor, { here }) =>
        revokeClient(actor, { clientId: await freshClient(here.body.id), note: "" }),
    }),
  ],
};
