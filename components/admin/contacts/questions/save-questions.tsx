"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { ConflictNotice } from "@/components/admin/contacts/questions/conflict-notice";
import type { Draft } from "@/components/admin/contacts/questions/draft";
import { faultCount, faultsOf } from "@/components/admin/contacts/questions/draft-faults";
import { questionsQuery } from "@/components/admin/contacts/questions/questions-query";
import type { useQuestionEditor } from "@/components/admin/contacts/questions/use-question-editor";
import { FormProblems } from "@/components/admin/form-problems";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { useUnsavedWarning } from "@/components/admin/use-unsaved-warning";
import { Card } from "@/components/ui/card";
import { Textarea } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";

type Props = { all: ReturnType<typeof useQuestionEditor>; contactId: number; save: FormActionOf };

/** Saves all questions at once, with why; tells what is wrong at each, and whether somebody else was faster. */
export function SaveQuestions({ all, contactId, save }: Props) {
  const t = useTranslations("adminContacts.questions");
  const words = useTranslations("adminContacts.form");
  const queries = useQueryClient();
  const { editor, entries, kept, version, unsaved, startFrom, setFaults, openAll } = all;
  const sent = useRef<readonly Draft[]>([]);
  const form = useForm(save, {
    said: t("saved"),
    after: () => void queries.fetchQuery(questionsQuery(contactId)).then(startFrom),
  });
  const { problems } = form;
  const [shown, setShown] = useState<readonly Problem[]>([]);
  const [conflict, setConflict] = useState(false);

  // Once per answer of the server, and never again while it is put right: what was sent is what its places count.
  const now = useRef({ nameOf: editor.nameOf, setFaults, openAll, t });
  now.current = { nameOf: editor.nameOf, setFaults, openAll, t };
  useEffect(() => {
    const fields = Object.fromEntries(problems.map(({ field, message }) => [field, message]));
    const faults = faultsOf(fields, sent.current);
    const wrong = sent.current.filter((draft) => faultCount(faults, draft) > 0);
    now.current.setFaults(faults);
    now.current.openAll(wrong.map(({ uid }) => uid));
    setConflict("version" in fields);
    setShown([
      ...wrong.flatMap((draft) =>
        Object.entries(faults)
          .filter(([id]) => faultCount({ [id]: "" }, draft) > 0)
          .map(([field, fault]) => ({
            field,
            message: now.current.t("faultAt", {
              name: now.current.nameOf(draft),
              field: now.current.t(`parts.${partOf(field)}`),
              fault,
            }),
          })),
      ),
      ...problems.filter(({ field }) => !field.startsWith("questions.") && field !== "version"),
    ]);
  }, [problems]);

  useUnsavedWarning(unsaved);

  return (
    <Card className="flex flex-col gap-4">
      {conflict ? (
        <ConflictNotice contactId={contactId} all={all} solved={() => setConflict(false)} />
      ) : (
        shown.length > 0 && <FormProblems message={form.message} problems={shown} />
      )}
      <form
        action={form.post}
        onSubmit={() => {
          sent.current = kept;
        }}
        noValidate
        className="flex flex-col gap-4"
      >
        <input type="hidden" name="contactId" value={contactId} />
        <input type="hidden" name="version" value={version} />
        <input type="hidden" name="questions" value={JSON.stringify(entries)} />
        <Field
          name="note"
          label={words("note")}
          hint={words("noteHint")}
          error={form.errorOf("note")}
          required
        >
          {(wiring) => (
            <Textarea
              {...wiring}
              rows={2}
              maxLength={1000}
              className="min-h-16!"
              defaultValue={form.typed("note")}
            />
          )}
        </Field>
        <div className="flex flex-wrap items-center gap-4">
          <SubmitButton pending={t("saving")}>{t("save")}</SubmitButton>
          {unsaved && <span className="text-ink-soft">{t("unsaved")}</span>}
        </div>
      </form>
    </Card>
  );
}

/** The key of a field's label, by its id. */
const partOf = (id: string) => parts.find((part) => id.endsWith(`-${part}`)) ?? "description";
const parts = ["description", "code", "values", "stopsForm", "name", "key", "stops"] as const;

type Problem = { field: string; message: string };
