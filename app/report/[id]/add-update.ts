"use server";

import { clientAddress } from "@/app/_server/client-address";
import { photoFormAction } from "@/app/report/new/photo-form";
import { slowDown } from "@/app/report/new/slow-down";
import { limit } from "@/lib/rate-limit";
import { addUpdate, NewUpdate } from "@/lib/updates/add";
import { saidPath } from "@/lib/urls";

const checkEmail = "/auth/check-email?for=update";

/** The action of the form under a report. Shows the update where it stands now, or says that a mail is on its way. */
export const sendUpdate = photoFormAction({
  schema: NewUpdate,
  run: async (actor, input, form) => {
    // The trap that nobody sees is filled in: it looks as if all were well, and nothing is kept.
    if (form.get("website")) return checkEmail;
    await slowDown(form.get("startedAt"));
    await limit("update", await clientAddress(), ...(input.email ? [input.email] : []));
    const { updateId, needsConfirmation } = await addUpdate(actor, input);
    return needsConfirmation ? checkEmail : saidPath(input.reportId, updateId);
  },
});
