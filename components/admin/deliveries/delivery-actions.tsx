"use client";

import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState } from "react";
import { FormProblems } from "@/components/admin/form-problems";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { Button } from "@/components/ui/button";
import { Input, Select, Textarea } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { DeliveryAction } from "@/lib/delivery/actions";
import type { ShownDelivery } from "@/lib/delivery/get-delivery";

type Props = {
  delivery: Pick<ShownDelivery, "id" | "actions" | "sendableAs" | "externalId">;
  act: FormActionOf;
  /** None stands out: it is not what the page is about. */
  quiet?: boolean;
};

/** What must be explained to colleagues (`needsNote` of lib/delivery/actions.ts). */
const explained: readonly DeliveryAction[] = ["mark-as-sent", "skip", "acknowledge"];
const withReference: readonly DeliveryAction[] = ["arrived", "mark-as-sent", "edit-reference"];

/** The actions that a delivery's state offers; each asks in a dialog before it is done. */
export function DeliveryActions({ delivery, act, quiet = false }: Props) {
  const t = useTranslations("deliveryActions");
  const [chosen, setChosen] = useState<DeliveryAction | null>(null);
  const offered = delivery.actions.filter(
    (action) => action !== "send-once-as" || delivery.sendableAs.length > 0,
  );
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {offered.map((action, at) => (
          <Button
            key={action}
            look={at === 0 && !quiet ? "primary" : "secondary"}
            onClick={() => setChosen(action)}
          >
            {t(`label.${action}`)}
          </Button>
        ))}
      </div>
      {chosen && (
        <ActionDialog
          key={chosen}
          action={chosen}
          delivery={delivery}
          act={act}
          close={() => setChosen(null)}
        />
      )}
    </>
  );
}

function ActionDialog({
  action,
  delivery,
  act,
  close,
}: Props & { action: DeliveryAction; close: () => void }) {
  const t = useTranslations("deliveryActions");
  const own = useTranslations("adminDeliveries.act");
  const words = useTranslations("admin.dialog");
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  const form = useForm(act, { said: own(`done.${action}`), after: () => box.current?.close() });
  useEffect(() => box.current?.showModal(), []);
  return (
    <dialog ref={box} aria-labelledby={`${id}title`} className="admin-dialog" onClose={close}>
      <h2 id={`${id}title`} className="text-large">
        {t(`label.${action}`)}
      </h2>
      <p className="mt-1">{t(`explained.${action}`)}</p>
      <form action={form.post} noValidate className="mt-4 flex flex-col gap-4">
        <FormProblems message={form.message} problems={form.problems} />
        <input type="hidden" name="action" value={action} />
        <input type="hidden" name="deliveryId" value={delivery.id} />
        {withReference.includes(action) && (
          <Field
            name="reference"
            label={t("field.reference")}
            hint={t("field.referenceHint")}
            error={form.errorOf("reference")}
          >
            {(wiring) => (
              <Input {...wiring} defaultValue={form.typed("reference", delivery.externalId ?? "")} />
            )}
          </Field>
        )}
        {action === "send-once-as" && (
          <Field name="contactId" label={t("field.contact")} error={form.errorOf("contactId")}>
            {(wiring) => (
              <Select {...wiring} defaultValue={form.typed("contactId")}>
                {delivery.sendableAs.map(({ id: contact, category }) => (
                  <option key={contact} value={contact}>
                    {category}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <Field
          name="note"
          label={t("field.note")}
          hint={t("field.noteHint")}
          error={form.errorOf("note")}
          {...(explained.includes(action) ? { required: true } : { optional: words("optional") })}
        >
          {(wiring) => (
            <Textarea {...wiring} rows={2} className="min-h-16" defaultValue={form.typed("note")} />
          )}
        </Field>
        <div className="flex flex-wrap gap-3">
          <SubmitButton look={action === "skip" ? "danger" : "primary"} pending={words("working")}>
            {t(`label.${action}`)}
          </SubmitButton>
          <Button onClick={() => box.current?.close()}>{words("cancel")}</Button>
        </div>
      </form>
    </dialog>
  );
}
