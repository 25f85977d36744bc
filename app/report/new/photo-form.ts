import type { z } from "zod";
import { formAction } from "@/app/_server/action";
import { keepPhotos } from "@/app/report/new/keep-photos";
import { type FormState, fieldFaults, textValues } from "@/lib/forms";
import { translator } from "@/lib/messages";

/**
 * The action of a form that photos may come with. Files in it are kept first, so that nothing else that is wrong loses them; one that
 * cannot be used is a fault like any other, at `photoIds`.
 */
export function photoFormAction<Schema extends z.ZodType>(door: Parameters<typeof formAction<Schema>>[0]) {
  const send = formAction(door);
  return async (previous: FormState, form: FormData): Promise<FormState> => {
    const fault = await keepPhotos(form);
    if (fault === null) return send(previous, form);
    const parsed = door.schema.safeParse((door.read ?? textValues)(form));
    return {
      message: translator("refusals")("form"),
      fields: { ...(parsed.success ? {} : fieldFaults(parsed.error)), photoIds: fault },
      values: textValues(form),
    };
  };
}
