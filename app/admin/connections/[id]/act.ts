"use server";

import { z } from "zod";
import { formAction } from "@/app/_server/action";
import { DeleteConnection, deleteConnection } from "@/lib/bodies/delete-connection";
import { PauseConnection, pauseConnection, resumeConnection } from "@/lib/bodies/pause-connection";
import { sendOnlyThisOne } from "@/lib/delivery/act";
import { RowId } from "@/lib/form-fields";

export const pause = formAction({
  schema: PauseConnection,
  run: async (actor, input) => {
    await pauseConnection(actor, input);
    return undefined;
  },
});

export const resume = formAction({
  schema: PauseConnection,
  run: async (actor, input) => {
    await resumeConnection(actor, input);
    return undefined;
  },
});

export const removeConnection = formAction({
  schema: DeleteConnection,
  run: async (actor, input) => {
    await deleteConnection(actor, input);
    return "/admin/connections";
  },
});

/** Sends one of those that wait, and goes to its page, where its outcome appears. */
export const sendOne = formAction({
  schema: z.object({ deliveryId: RowId }),
  run: async (actor, { deliveryId }) => {
    await sendOnlyThisOne(actor, { deliveryId });
    return `/admin/deliveries/${deliveryId}`;
  },
});
