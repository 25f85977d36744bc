"use server";

import { formAction } from "@/app/_server/action";
import { clientAddress } from "@/app/_server/client-address";
import { keepPhotos } from "@/app/report/new/keep-photos";
import { readForm } from "@/app/report/new/read-form";
import { slowDown } from "@/app/report/new/slow-down";
import { type FormState, fieldFaults, textValues } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { limit } from "@/lib/rate-limit";
import { createReport, NewReport } from "@/lib/reports/create";
import { reportPath } from "@/lib/urls";

const checkEmail = "/auth/check-email?for=report";

const send = formAction({
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

/** The report form's action. Files in it are kept first; one that cannot be used is a fault like any other. */
export async function sendReport(previous: FormState, form: FormData): Promise<FormState> {
  const fault = await keepPhotos(form);
  if (fault === null) return send(previous, form);
  const parsed = NewReport.safeParse(readForm(form));
  return {
    message: translator("refusals")("form"),
    fields: { ...(parsed.success ? {} : fieldFaults(parsed.error)), photoIds: fault },
    values: textValues(form),
  };
}
