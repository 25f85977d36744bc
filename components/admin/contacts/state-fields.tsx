"use client";

import { useTranslations } from "next-intl";
import type { ContactFormPart } from "@/components/admin/contacts/contact-form";
import { FormPart } from "@/components/admin/contacts/form-part";
import { Checkbox, Input, RadioCard, Select } from "@/components/ui/controls";
import { Field, FieldGroup } from "@/components/ui/field";
import { serviceTypes } from "@/lib/bodies/service-answers";
import type { ContactState } from "@/prisma/generated/enums";

/** Who may choose it and see its reports, and what its back end wants. */
export function StateFields({ contact, form }: ContactFormPart) {
  const t = useTranslations("adminContacts.form");
  const state = useTranslations("adminContacts.state");
  const meaning = useTranslations("adminContacts.stateMeaning");
  const start = form.typed("state", contact?.state ?? "confirmed");
  const states = (
    ["confirmed", "unconfirmed", "inactive", "staff", "deleted"] as const satisfies ContactState[]
  ).filter((one) => contact !== null || one !== "deleted");
  const serviceType = form.typed("serviceType", contact?.serviceType ?? "realtime");
  return (
    <div className="flex flex-col gap-6">
      <FormPart heading={t("who")}>
        <FieldGroup id="state" legend={t("state")} error={form.errorOf("state")}>
          {states.map((one) => (
            <RadioCard
              key={one}
              name="state"
              value={one}
              label={state(one)}
              hint={meaning(one)}
              defaultChecked={one === start}
            />
          ))}
        </FieldGroup>
        <Checkbox
          name="private"
          label={t("private")}
          hint={t("privateHint")}
          defaultChecked={form.ticked("private", "on", contact?.private ?? false)}
        />
      </FormPart>
      <FormPart heading={t("back")}>
        <Checkbox
          name="protected"
          label={t("protected")}
          hint={t("protectedHint")}
          defaultChecked={form.ticked("protected", "on", contact?.protected ?? false)}
        />
        <Field
          name="idField"
          label={t("idField")}
          hint={t("idFieldHint")}
          error={form.errorOf("idField")}
          required
        >
          {(wiring) => (
            <Input
              {...wiring}
              maxLength={100}
              autoComplete="off"
              spellCheck={false}
              defaultValue={form.typed("idField", contact?.idField ?? "fixmystreet_id")}
            />
          )}
        </Field>
        <Field name="serviceType" label={t("serviceType")} error={form.errorOf("serviceType")}>
          {(wiring) => (
            <Select key={serviceType} {...wiring} defaultValue={serviceType}>
              {serviceTypes.map((one) => (
                <option key={one} value={one}>
                  {t(`serviceTypes.${one}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </FormPart>
    </div>
  );
}
