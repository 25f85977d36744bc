"use server";

import { formAction, staying } from "@/app/_server/action";
import { ClientChosen, ClientRevoked, renewClientKey, revokeClient } from "@/lib/clients/client-keys";
import { ClientEdit, editClient, makeClient, NewClient } from "@/lib/clients/save-client";

/** The form stays, and shows the key this once. */
export const makeClientAction = formAction({
  schema: NewClient,
  run: async (actor, input) => {
    const { id, key } = await makeClient(actor, input);
    return { values: { key, name: input.name, clientId: String(id) } };
  },
});

export const renewClientKeyAction = formAction({
  schema: ClientChosen,
  run: async (actor, input) => ({ values: { key: await renewClientKey(actor, input) } }),
});

export const editClientAction = formAction({ schema: ClientEdit, run: staying(editClient) });

export const revokeClientAction = formAction({
  schema: ClientRevoked,
  run: async (actor, input): Promise<undefined> => {
    await revokeClient(actor, input);
  },
});
