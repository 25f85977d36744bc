"use client";

import { useTranslations } from "next-intl";
import { useEffect, useId, useRef } from "react";
import { FormProblems } from "@/components/admin/form-problems";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";

type Props = { ids: readonly string[]; dismiss: FormActionOf; done: () => void; closed: () => void };

/** Dismisses one or several items, with why. */
export function DismissDialog({ ids, dismiss, done, closed }: Props) {
  const t = useTranslations("adminDeadLetters.dismiss");
  const words = useTranslations("admin.dialog");
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  const count = ids.length;
  const form = useForm(dismiss, {
    said: t("said", { count }),
    after: () => {
      done();
      box.current?.close();
    },
  });
  useEffect(() => box.current?.showModal(), []);
  return (
    <dialog ref={box} aria-labelledby={id} className="admin-dialog" onClose={closed}>
      <h2 id={id} className="text-large">
        {t("many", { count })}
      </h2>
      <form action={form.post} noValidate className="mt-3 flex flex-col gap-4">
        <FormProblems message={form.message} problems={form.problems} />
        <p>{t("means")}</p>
        {ids.map((one) => (
          <input key={one} type="hidden" name="ids" value={one} />
        ))}
        <Field
          name="note"
          label={words("note")}
          hint={words("noteHint")}
          error={form.errorOf("note")}
          required
        >
          {(wiring) => (
            <Textarea {...wiring} rows={2} className="min-h-16!" defaultValue={form.typed("note")} />
          )}
        </Field>
        <div className="flex flex-wrap gap-3">
          <SubmitButton look="danger" pending={words("working")}>
            {t("confirm")}
          </SubmitButton>
          <Button onClick={() => box.current?.close()}>{words("cancel")}</Button>
        </div>
      </form>
    </dialog>
  );
}
