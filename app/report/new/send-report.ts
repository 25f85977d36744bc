"use server";

import { clientAddress } from "@/app/_server/client-address";
import { photoFormAction } from "@/app/report/new/photo-form";
import { readForm } from "@/app/report/new/read-form";
import { slowDown } from "@/app/report/new/slow-down";
import { limit } from "@/lib/rate-limit";
import { createReport, NewReport } from "@/lib/reports/create";
import { reportPath } from "@/lib/urls";

const checkEmail = "/auth/check-email?for=report";

/** The report form's action. */
export const sendReport = photoFormAction({
  schema: NewReport,
  read: readForm,
  run: async (actor, input, form) => {
    // The trap that nobody sees is filled in: it looks as if all were well, and nothing is kept.
    if (form.get("website")) return checkEmail;
    await slowDown(form.get("startedAt"));
    // By address and by recipient: nobody's mailbox is to be filled with our confirming mails.
    await limit("createReport", await clientAddress(), ...(input.email ? [input.email] : []));
    const { reportId, needsConfirmation } = await createReport(actor, input);
    return needsConfirmation ? checkEmail : `${reportPath(reportId)}?confirmed=1`;
  },
});
