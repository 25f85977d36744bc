import type { Actor } from "@/lib/actor";
import { db } from "@/lib/db";
import {
  markUpdateAsSent,
  sendUpdateAgain,
  sendUpdateNow,
  skipUpdate,
} from "@/lib/delivery/updates/act-on-update";
import { getUpdateDelivery } from "@/lib/delivery/updates/get-update-delivery";
import { listUpdateDeliveries } from "@/lib/delivery/updates/list-update-deliveries";
import { freshDelivery } from "@/lib/testing/authorization/fresh";
import { act, list, type Rules } from "@/lib/testing/authorization/rule";
import type { Things } from "@/lib/testing/authorization/world";
import { makeUpdate } from "@/lib/testing/factories";
import type { DeliveryState } from "@/prisma/generated/enums";

const seeing = { needs: ["delivery:view"], limits: "category" } as const;
const note = "Because.";

/** An update on its way to the body, of a report that it has. */
async function freshUpdate(things: Things, state: DeliveryState): Promise<number> {
  await db.connection.update({ where: { id: things.connection.id }, data: { sendUpdates: true } });
  const delivery = await freshDelivery(things, {
    ...{ state: "sent", firstSentAt: new Date(), connectionId: things.connection.id },
  });
  const { id: updateId } = await makeUpdate({ reportId: delivery.reportId });
  const row = { updateId, deliveryId: delivery.id, connectionId: things.connection.id, state };
  return (await db.updateDelivery.create({ data: { ...row, saidAt: new Date() } })).id;
}

/** One for each, made when it is first asked for. */
const madeOnce = new Map<Things, number>();

/** Reading what is passed on to whom. */
export const passedOnReads: Rules = {
  "lib/delivery/updates/get-update-delivery.ts getUpdateDelivery": [
    act({
      ...seeing,
      call: async (actor, { here }) => getUpdateDelivery(actor, await freshUpdate(here, "sent")),
    }),
  ],
  "lib/delivery/updates/list-update-deliveries.ts listUpdateDeliveries": [
    list({
      ...seeing,
      call: async (actor, world) => {
        for (const things of Object.values(world))
          if (!madeOnce.has(things)) madeOnce.set(things, await freshUpdate(things, "acknowledged"));
        return listUpdateDeliveries(actor, { state: "acknowledged" });
      },
      ids: ({ items }) => items.map(({ id }) => id),
      own: (things) => [madeOnce.get(things)].filter((id) => id !== undefined),
    }),
  ],
};

const doing = <Input>(
  verb: (actor: Actor, input: Input) => Promise<void>,
  state: DeliveryState,
  input: (updateDeliveryId: number) => Input,
) => [
  act({
    needs: ["delivery:act"],
    limits: "category",
    call: async (actor, { here }) => verb(actor, input(await freshUpdate(here, state))),
  }),
];

/** Acting on it. */
export const passedOnWrites: Rules = {
  "lib/delivery/updates/act-on-update.ts sendUpdateNow": doing(sendUpdateNow, "due", (updateDeliveryId) => ({
    updateDeliveryId,
  })),
  "lib/delivery/updates/act-on-update.ts sendUpdateAgain": doing(
    sendUpdateAgain,
    "sent",
    (updateDeliveryId) => ({
      updateDeliveryId,
    }),
  ),
  "lib/delivery/updates/act-on-update.ts markUpdateAsSent": doing(
    markUpdateAsSent,
    "due",
    (updateDeliveryId) => ({
      ...{ updateDeliveryId, note },
    }),
  ),
  "lib/delivery/updates/act-on-update.ts skipUpdate": doing(skipUpdate, "due", (updateDeliveryId) => ({
    ...{ updateDeliveryId, note },
  })),
};
