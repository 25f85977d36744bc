"use server";

import { formAction } from "@/app/_server/action";
import { readSettingsForm } from "@/lib/bodies/read-settings-form";
import {
  ConnectionChange,
  createConnection,
  NewConnection,
  saveConnection,
} from "@/lib/bodies/save-connection";
import { textValues } from "@/lib/forms";
import { SendMethod } from "@/prisma/generated/enums";

/** The form's own fields, and those of its method's settings beside them. */
function read(form: FormData): unknown {
  const values = textValues(form);
  const method = Object.values(SendMethod).find((known) => known === values.method);
  return { ...values, ...(method && { settings: readSettingsForm(method, values) }) };
}

export const createOne = formAction({
  schema: NewConnection,
  read,
  run: async (actor, input) => `/admin/connections/${(await createConnection(actor, input)).id}`,
});

export const saveOne = formAction({
  schema: ConnectionChange,
  read,
  run: async (actor, input) => {
    await saveConnection(actor, input);
    return undefined;
  },
});
