import type { Actor } from "@/lib/actor";
import {
  acknowledgeDelivery,
  editReference,
  markAsSent,
  resendDelivery,
  resolveUnclear,
  sendOnceAs,
  sendOnlyThisOne,
  skipDelivery,
  takeBackDelivery,
  tryNow,
} from "@/lib/delivery/act";
import { actOnDeliveries } from "@/lib/delivery/act-on-many";
import { deliveriesCsv } from "@/lib/delivery/deliveries-csv";
import { DeliveryFilter } from "@/lib/delivery/delivery-filter";
import { getDelivery } from "@/lib/delivery/get-delivery";
import { InboundMailQuery, listInboundMail } from "@/lib/delivery/inbound-mail/list";
import { countDeliveries, listDeliveries } from "@/lib/delivery/list-deliveries";
import { freshDelivery } from "@/lib/testing/authorization/fresh";
import { act, list, ownShare, type Rules, sharesIn } from "@/lib/testing/authorization/rule";
import type { Things } from "@/lib/testing/authorization/world";
import type { DeliveryState } from "@/prisma/generated/enums";

const seeing = { needs: ["delivery:view"], limits: "category" } as const;
const deliveryIds = ({ deliveries }: Things) => deliveries.map(({ id }) => id);

/** Reading what was sent where. */
export const deliveryReads: Rules = {
  "lib/delivery/get-delivery.ts getDelivery": [
    act({ ...seeing, call: (actor, { here }) => getDelivery(actor, here.delivery.id) }),
  ],
  "lib/delivery/list-deliveries.ts listDeliveries": [
    list({
      ...seeing,
      call: (actor) => listDeliveries(actor, { state: "all" }),
      ids: ({ items }) => items.map(({ id }) => id),
      own: deliveryIds,
    }),
  ],
  "lib/delivery/list-deliveries.ts countDeliveries": [
    list({
      ...seeing,
      call: (actor) => countDeliveries(actor, DeliveryFilter.parse({ state: "held" })),
      ids: sharesIn,
      own: ownShare,
    }),
  ],
  "lib/delivery/deliveries-csv.ts deliveriesCsv": [
    list({
      ...seeing,
      call: async (actor) => {
        let text = "";
        for await (const piece of deliveriesCsv(actor, { state: "all" })) text += piece;
        return text;
      },
      ids: (text) => text.split(/\r?\n/).map((line) => Number(/^"?(\d+)/.exec(line)?.[1])),
      own: deliveryIds,
    }),
  ],
  "lib/delivery/inbound-mail/list.ts listInboundMail": [
    list({
      ...seeing,
      call: (actor) => listInboundMail(actor, InboundMailQuery.parse({})),
      ids: ({ items }) => items.map(({ id }) => id),
      own: ({ mail }) => [mail.id],
    }),
  ],
};

const note = "Because.";

/** One action to a delivery in the state that offers it. */
const doing = <Input>(
  verb: (actor: Actor, input: Input) => Promise<void>,
  state: DeliveryState,
  input: (deliveryId: number, here: Things, elsewhere: Things) => Input,
) => [
  act({
    needs: ["delivery:act"],
    limits: "category",
    call: async (actor, { here, elsewhere }) =>
      verb(actor, input((await freshDelivery(here, { state, attempts: 1 })).id, here, elsewhere)),
  }),
];

/** Acting on it. */
export const deliveryWrites: Rules = {
  "lib/delivery/act.ts tryNow": doing(tryNow, "due", (deliveryId) => ({ deliveryId })),
  "lib/delivery/act.ts sendOnlyThisOne": doing(sendOnlyThisOne, "held", (deliveryId) => ({ deliveryId })),
  "lib/delivery/act.ts resendDelivery": doing(resendDelivery, "sent", (deliveryId) => ({ deliveryId })),
  "lib/delivery/act.ts resolveUnclear": [
    ...doing(resolveUnclear, "unclear", (deliveryId) => ({ deliveryId, arrived: true })),
    ...doing(resolveUnclear, "unclear", (deliveryId) => ({ deliveryId, arrived: false })),
  ],
  "lib/delivery/act.ts markAsSent": doing(markAsSent, "due", (deliveryId) => ({ deliveryId, note })),
  "lib/delivery/act.ts skipDelivery": doing(skipDelivery, "due", (deliveryId) => ({ deliveryId, note })),
  "lib/delivery/act.ts acknowledgeDelivery": doing(acknowledgeDelivery, "held", (deliveryId) => ({
    deliveryId,
    note,
  })),
  "lib/delivery/act.ts takeBackDelivery": doing(takeBackDelivery, "acknowledged", (deliveryId) => ({
    deliveryId,
  })),
  "lib/delivery/act.ts editReference": doing(editReference, "sent", (deliveryId) => ({
    deliveryId,
    reference: `R-${deliveryId}`,
  })),
  "lib/delivery/act.ts sendOnceAs": [
    ...doing(sendOnceAs, "held", (deliveryId, { contact }) => ({ deliveryId, contactId: contact.id })),
    // As if it were in a category that the actor does not work with: for nobody who is limited.
    act({
      needs: ["delivery:act"],
      limits: "body",
      call: async (actor, { here, elsewhere }) => {
        const { id } = await freshDelivery(here, { state: "held" });
        await sendOnceAs(actor, { deliveryId: id, contactId: elsewhere.contact.id });
      },
    }),
  ],
  "lib/delivery/act-on-many.ts actOnDeliveries": [
    act({
      needs: ["delivery:act"],
      limits: "category",
      call: async (actor, { here }) =>
        actOnDeliveries(actor, { ids: [(await freshDelivery(here)).id], action: "try-now" }),
      refusal: ({ done }) => done === 0,
    }),
    // By a filter: only what is within reach is even looked for.
    act({
      needs: ["delivery:act"],
      limits: "category",
      call: async (actor, { here }) => {
        const { id } = await freshDelivery(here, { state: "unclear" });
        const filter = { category: here.category.id, state: "unclear" as const };
        const { done } = await actOnDeliveries(actor, { filter, ids: [], action: "skip", note });
        return { done, id };
      },
      refusal: ({ done }) => done === 0,
    }),
  ],
};
