"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { FormProblems } from "@/components/admin/form-problems";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { Button } from "@/components/ui/button";
import { classes } from "@/components/ui/classes";
import { Textarea } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";

type Props = {
  /** On the button that opens it. */
  label: string;
  title: string;
  explained: string;
  save: string;
  said: string;
  action: FormActionOf;
  reportId: number;
  wide?: boolean;
  note?: "optional" | "required";
  /** The fields, made with the form: so that they show their faults and keep what was typed. */
  children: (form: ReturnType<typeof useForm>) => ReactNode;
};

/** A button that opens a form about one report in a dialog. What is in it is made when it opens, and gone when it closes. */
export function FormDialog({ label, ...form }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{label}</Button>
      {open && <OpenDialog {...form} closed={() => setOpen(false)} />}
    </>
  );
}

function OpenDialog(props: Omit<Props, "label"> & { closed: () => void }) {
  const { title, explained, save, said, action, reportId, wide, note = "optional", children, closed } = props;
  const words = useTranslations("admin.dialog");
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  const form = useForm(action, { said, after: () => box.current?.close() });
  useEffect(() => box.current?.showModal(), []);
  return (
    <dialog
      ref={box}
      aria-labelledby={`${id}title`}
      className={classes("admin-dialog", wide && "admin-dialog-wide")}
      onClose={closed}
    >
      <h2 id={`${id}title`} className="text-large">
        {title}
      </h2>
      <p className="mt-1">{explained}</p>
      <form action={form.post} noValidate className="mt-4 flex flex-col gap-4">
        <FormProblems message={form.message} problems={form.problems} />
        <input type="hidden" name="reportId" value={reportId} />
        {children(form)}
        <Field
          name="note"
          label={words("note")}
          hint={words("noteHint")}
          error={form.errorOf("note")}
          {...(note === "required" ? { required: true } : { optional: words("optional") })}
        >
          {(wiring) => (
            <Textarea {...wiring} rows={2} className="min-h-16" defaultValue={form.typed("note")} />
          )}
        </Field>
        <div className="flex flex-wrap gap-3">
          <SubmitButton pending={words("working")}>{save}</SubmitButton>
          <Button onClick={() => box.current?.close()}>{words("cancel")}</Button>
        </div>
      </form>
    </dialog>
  );
}
