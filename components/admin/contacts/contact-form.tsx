"use client";

import { useTranslations } from "next-intl";
import { CategoryFields } from "@/components/admin/contacts/category-fields";
import { StateFields } from "@/components/admin/contacts/state-fields";
import { WayFields } from "@/components/admin/contacts/way-fields";
import { FormProblems } from "@/components/admin/form-problems";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { Card } from "@/components/ui/card";
import { Textarea } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ContactChoices } from "@/lib/bodies/contact-choices";
import type { FoundContact } from "@/lib/bodies/find-contact";

/** What the form starts with; `contact` null = a new one. */
export type ContactFormProps = {
  bodyId: number;
  contact: FoundContact | null;
  choices: ContactChoices;
  save: FormActionOf;
};

export type ContactFormPart = ContactFormProps & { form: ReturnType<typeof useForm> };

/** One contact: what it is for, where its reports go, who may use it. Each change asks why. */
export function ContactForm(props: ContactFormProps) {
  const t = useTranslations("adminContacts.form");
  const { bodyId, contact, save } = props;
  const form = useForm(save, { said: t("saved") });
  const part = { ...props, form };
  return (
    <form action={form.post} noValidate className="flex flex-col gap-6">
      <FormProblems message={form.message} problems={form.problems} />
      {contact ? (
        <>
          <input type="hidden" name="contactId" value={contact.id} />
          <input type="hidden" name="version" value={contact.version} />
        </>
      ) : (
        <input type="hidden" name="bodyId" value={bodyId} />
      )}
      <div className="grid items-start gap-6 xl:grid-cols-2">
        <div className="flex flex-col gap-6">
          <CategoryFields {...part} />
          <WayFields {...part} />
        </div>
        <StateFields {...part} />
      </div>
      <Card className="flex flex-col gap-4">
        <Field
          name="note"
          label={contact ? t("note") : t("noteNew")}
          hint={t("noteHint")}
          error={form.errorOf("note")}
          required={contact !== null}
        >
          {(wiring) => (
            <Textarea
              {...wiring}
              rows={2}
              maxLength={1000}
              className="min-h-16! max-w-[75ch]"
              defaultValue={form.typed("note")}
            />
          )}
        </Field>
        <div>
          <SubmitButton pending={t("saving")}>{contact ? t("save") : t("create")}</SubmitButton>
        </div>
      </Card>
    </form>
  );
}
