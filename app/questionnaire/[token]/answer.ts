"use server";

import { formAction } from "@/app/_server/action";
import { clientAddress } from "@/app/_server/client-address";
import { keepPhotos } from "@/app/report/new/keep-photos";
import { type FormState, fieldFaults, textValues } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { answerQuestionnaire, QuestionnaireAnswer } from "@/lib/questionnaires/answer";
import { limit } from "@/lib/rate-limit";

const send = formAction({
  schema: QuestionnaireAnswer,
  run: async (_actor, input) => {
    await limit("update", await clientAddress());
    await answerQuestionnaire(input);
    return `/questionnaire/${encodeURIComponent(input.token)}`;
  },
});

/** The form's action. Files in it are kept first; one that cannot be used is a fault like any other. */
export async function sendAnswer(previous: FormState, form: FormData): Promise<FormState> {
  const fault = await keepPhotos(form);
  if (fault === null) return send(previous, form);
  const parsed = QuestionnaireAnswer.safeParse(textValues(form));
  return {
    message: translator("refusals")("form"),
    fields: { ...(parsed.success ? {} : fieldFaults(parsed.error)), photoIds: fault },
    values: textValues(form),
  };
}
