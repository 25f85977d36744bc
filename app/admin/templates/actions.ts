"use server";

import { formAction } from "@/app/_server/action";
import { retireTemplate, reviveTemplate, WhichTemplate } from "@/lib/bodies/retire-template";
import { saveTemplate, TemplateInput } from "@/lib/bodies/save-template";

/** A new template's own page is next; one that was changed stays. */
export const saveTemplateAction = formAction({
  schema: TemplateInput,
  run: async (actor, input) => {
    const id = await saveTemplate(actor, input);
    return input.templateId === null ? `/admin/templates/${id}` : undefined;
  },
});

export const retireTemplateAction = formAction({
  schema: WhichTemplate,
  run: async (actor, input): Promise<undefined> => {
    await retireTemplate(actor, input);
  },
});

export const reviveTemplateAction = formAction({
  schema: WhichTemplate,
  run: async (actor, input): Promise<undefined> => {
    await reviveTemplate(actor, input);
  },
});
