"use client";

import { useMessages, useTranslations } from "next-intl";
import { type FormEvent, useMemo, useReducer, useState } from "react";
import type { Draft } from "@/components/admin/contacts/questions/draft";
import { offeredDrafts } from "@/components/admin/contacts/questions/offered-drafts";
import { faultsIn } from "@/components/report/form/client-faults";
import { FormProvider } from "@/components/report/form/form-context";
import { shownQuestions } from "@/components/report/form/form-steps";
import { answerKey, changeValues, emptyValues } from "@/components/report/form/form-values";
import { QuestionsStep } from "@/components/report/form/questions-step";
import { stopOf } from "@/components/report/form/stop";
import { StopNotice } from "@/components/report/form/stop-notice";
import { WordsProvider } from "@/components/report/form/words";
import { Button } from "@/components/ui/button";
import type { ContactQuestions } from "@/lib/bodies/contact-questions";

type Props = {
  contact: ContactQuestions["contact"];
  drafts: readonly Draft[];
  alsoAsking: readonly string[];
};

/** The public form's own part, with the questions as they are now: answers can be tried, nothing is kept. */
export function FormPreview({ contact, drafts, alsoAsking }: Props) {
  const t = useTranslations("adminContacts.questions");
  const words = useMessages().reportForm.form;
  const [values, change] = useReducer(changeValues, emptyValues);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [fine, setFine] = useState(false);
  const category = useMemo(
    () => ({
      id: contact.id,
      name: contact.category,
      groups: [],
      hint: contact.hint,
      private: contact.private,
      bodies: [{ ...contact.body, refused: false }],
      questions: offeredDrafts(drafts, t("newQuestion")),
    }),
    [contact, drafts, t],
  );
  const stop = stopOf(category, (code) => values.answers[answerKey(category.id, code)] ?? "");

  const check = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = faultsIn(event.currentTarget, words);
    setFaults(found);
    setFine(Object.keys(found).length === 0 && stop === null);
  };
  const forget = () => {
    setFaults({});
    setFine(false);
  };

  return (
    <section aria-labelledby="preview-heading" className="flex flex-col gap-3">
      <div>
        <h2 id="preview-heading" className="text-large">
          {t("preview")}
        </h2>
        <p className="text-small text-ink-soft">{t("previewHint")}</p>
      </div>
      <WordsProvider value={words}>
        <FormProvider
          value={{
            values,
            change: (changed) => {
              change(changed);
              forget();
            },
            faults,
            offer: { areas: [], bodies: [], categories: [category] },
            category,
            account: null,
            hydrated: true,
            current: "questions",
            goTo: () => {},
          }}
        >
          <form
            onSubmit={check}
            noValidate
            className="flex flex-col gap-4 rounded border border-line bg-paper p-4 shadow"
          >
            {shownQuestions(category).length === 0 && <p className="text-ink-soft">{t("previewNone")}</p>}
            <QuestionsStep />
            {stop !== null && <StopNotice stop={stop} />}
            <div className="flex flex-wrap gap-2">
              <Button type="submit">{t("previewCheck")}</Button>
              <Button
                look="quiet"
                onClick={() => {
                  change({ type: "replace", values: emptyValues });
                  forget();
                }}
              >
                {t("previewReset")}
              </Button>
            </div>
            <p role="status" className="font-semibold empty:hidden">
              {fine && t("previewOk")}
            </p>
          </form>
        </FormProvider>
      </WordsProvider>
      {alsoAsking.length > 0 && (
        <p className="text-small text-ink-soft">{t("alsoAsking", { bodies: alsoAsking.join(", ") })}</p>
      )}
    </section>
  );
}
