"use server";

import { z } from "zod";
import { formAction } from "@/app/_server/action";
import type { TrialState } from "@/components/admin/templates/trial";
import { translator } from "@/lib/messages";
import { type Previewed, PreviewTemplate, previewTemplate } from "@/lib/sync/updates/preview-template";

const badNumber = translator("adminTemplates")("trial.badNumber");

/** A report has to be named; without one the template is tried on what was told last. */
const OnReport = PreviewTemplate.extend({
  reportId: z.coerce
    .number({ error: badNumber })
    .int(badNumber)
    .positive(badNumber)
    .max(2_147_483_647, badNumber),
});

/** Answers what the template as it is typed would say: on a report (`on`), or on what back ends told last. Saves nothing. */
export async function tryTemplate(previous: TrialState, form: FormData): Promise<TrialState> {
  const on = form.get("on") === "report" ? "report" : "latest";
  let tried: Previewed[] | undefined;
  const send = formAction({
    schema: on === "report" ? OnReport : PreviewTemplate,
    run: async (actor, input) => {
      tried = await previewTemplate(actor, input);
      return undefined;
    },
  });
  const state = await send(previous, form);
  return tried ? { on, tried } : { ...state, on };
}
