"use server";

import { formAction } from "@/app/_server/action";
import { type ActedOn, ActOnDeliveries, actOnDeliveries } from "@/lib/delivery/act-on-many";
import { DeliveryFilter } from "@/lib/delivery/delivery-filter";
import { type FormState, textValues } from "@/lib/forms";

/** Does one action to the chosen deliveries (`ids`), or to all that the `filter` (a query string) means; answers what it did. */
export async function actOnMany(form: FormData): Promise<FormState & { acted?: ActedOn }> {
  let acted: ActedOn | undefined;
  const send = formAction({
    schema: ActOnDeliveries,
    read: (given) => {
      const { filter, ...values } = textValues(given);
      if (typeof filter !== "string") return values;
      return { ...values, filter: DeliveryFilter.parse(Object.fromEntries(new URLSearchParams(filter))) };
    },
    run: async (actor, input) => {
      acted = await actOnDeliveries(actor, input);
      return undefined;
    },
  });
  const state = await send({}, form);
  return acted ? { acted } : state;
}
