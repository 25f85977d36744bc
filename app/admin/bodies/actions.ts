"use server";

import { formAction } from "@/app/_server/action";
import { Coverage, coverAreas } from "@/lib/bodies/cover-areas";
import { createBody, NewBody } from "@/lib/bodies/create-body";
import { retireBody, reviveBody, WhichBody } from "@/lib/bodies/retire-body";
import { BodySettings, saveBody } from "@/lib/bodies/save-body";
import { OfficeHoursInput, saveOfficeHours } from "@/lib/bodies/save-office-hours";
import { Routing, saveRouting } from "@/lib/bodies/save-routing";

/** A verb that leaves its form where it is. */
const staying =
  <Actor, Input>(verb: (actor: Actor, input: Input) => Promise<void>) =>
  async (actor: Actor, input: Input): Promise<undefined> => {
    await verb(actor, input);
  };

export const createBodyAction = formAction({
  schema: NewBody,
  run: async (actor, input) => `/admin/bodies/${await createBody(actor, input)}`,
});
export const saveBodyAction = formAction({ schema: BodySettings, run: staying(saveBody) });
export const saveRoutingAction = formAction({ schema: Routing, run: staying(saveRouting) });
export const saveOfficeHoursAction = formAction({ schema: OfficeHoursInput, run: staying(saveOfficeHours) });
export const coverAreasAction = formAction({ schema: Coverage, run: staying(coverAreas) });
export const retireBodyAction = formAction({ schema: WhichBody, run: staying(retireBody) });
export const reviveBodyAction = formAction({ schema: WhichBody, run: staying(reviveBody) });
