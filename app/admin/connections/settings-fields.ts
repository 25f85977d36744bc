import type { FormField } from "@/components/admin/connections/settings-fields";
import { fieldsOf, toText } from "@/lib/bodies/settings-form";
import type { SendMethod } from "@/prisma/generated/enums";

/** The fields of a method's form with what is stored; a secret only says whether it is set. `stored`: null = nothing yet. */
export const settingsFields = (method: SendMethod, stored: Record<string, unknown> | null): FormField[] =>
  fieldsOf(method).map((field) => ({
    ...field,
    value: field.secret ? "" : stored ? toText(field.kind, stored[field.key]) : field.default,
    isSet: field.secret && Boolean(stored?.[field.key]),
  }));
