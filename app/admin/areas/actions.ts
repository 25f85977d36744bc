"use server";

import { formAction } from "@/app/_server/action";
import { retireArea, reviveArea, WhichArea } from "@/lib/bodies/retire-area";
import { AreaInput, saveArea } from "@/lib/bodies/save-area";

/** A new area's own page is next; one that was changed stays. */
export const saveAreaAction = formAction({
  schema: AreaInput,
  run: async (actor, input, form) => {
    const id = await saveArea(actor, { ...input, geometry: (await uploaded(form)) ?? input.geometry });
    return input.areaId === null ? `/admin/areas/${id}` : undefined;
  },
});

/** A file's text; only browsers without scripts send the file itself. */
async function uploaded(form: FormData): Promise<string | null> {
  const file = form.get("file");
  return file instanceof File && file.size > 0 ? await file.text() : null;
}

export const retireAreaAction = formAction({
  schema: WhichArea,
  run: async (actor, input): Promise<undefined> => {
    await retireArea(actor, input);
  },
});

export const reviveAreaAction = formAction({
  schema: WhichArea,
  run: async (actor, input): Promise<undefined> => {
    await reviveArea(actor, input);
  },
});
