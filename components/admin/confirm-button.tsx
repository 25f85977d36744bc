"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId, useRef } from "react";
import { FormProblems } from "@/components/admin/form-problems";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { Button, type ButtonLook } from "@/components/ui/button";
import { Textarea } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";

type Props = {
  /** On the button that asks: "Retire…". */
  label: ReactNode;
  /** The question, with the name of the thing: "Retire Alderwick City Council?" */
  title: string;
  /** On the button that does it. */
  confirm: string;
  action: FormActionOf;
  /** Sent along: which thing it is about. */
  fields: Readonly<Record<string, string>>;
  /** What is said when it is done. */
  said: string;
  look?: ButtonLook;
  /** Asks for a note (`note`), kept in the history. */
  note?: "optional" | "required";
  /** What will happen, and further fields: made with the form, where they show their faults and keep what was typed. */
  children?: ReactNode | ((form: ReturnType<typeof useForm>) => ReactNode);
  after?: () => void;
};

/** A button for what deserves a second thought: it asks in a dialog, by name, before it posts. */
export function ConfirmButton({ label, title, confirm, look = "secondary", ...rest }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  return (
    <>
      <Button look={look} onClick={() => dialog.current?.showModal()}>
        {label}
      </Button>
      <dialog ref={dialog} aria-labelledby={id} className="admin-dialog">
        <h2 id={id} className="text-large">
          {title}
        </h2>
        <ConfirmForm {...rest} confirm={confirm} look={look} close={() => dialog.current?.close()} />
      </dialog>
    </>
  );
}

function ConfirmForm(props: Omit<Props, "label" | "title"> & { close: () => void }) {
  const { action, fields, said, note, children, confirm, look, close, after } = props;
  const t = useTranslations("admin.dialog");
  const id = useId();
  const form = useForm(action, {
    said,
    after: () => {
      close();
      after?.();
    },
  });
  return (
    <form action={form.post} noValidate className="mt-3 flex flex-col gap-4">
      <FormProblems message={form.message} problems={form.problems} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {typeof children === "function" ? children(form) : children}
      {note && (
        <Field
          name="note"
          id={`${id}note`}
          label={t("note")}
          hint={t("noteHint")}
          error={form.errorOf("note")}
          {...(note === "optional" ? { optional: t("optional") } : { required: true })}
        >
          {(wiring) => (
            <Textarea {...wiring} rows={2} className="min-h-16!" defaultValue={form.typed("note")} />
          )}
        </Field>
      )}
      <div className="flex flex-wrap gap-3">
        <SubmitButton look={look === "danger" ? "danger" : "primary"} pending={t("working")}>
          {confirm}
        </SubmitButton>
        <Button onClick={close}>{t("cancel")}</Button>
      </div>
    </form>
  );
}
