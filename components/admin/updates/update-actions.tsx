"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { ConfirmButton } from "@/components/admin/confirm-button";
import type { FormActionOf, useForm } from "@/components/admin/use-form";
import { Input } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { type UpdateAction, updateActionNeedsNote } from "@/lib/delivery/updates/update-actions";

type Props = {
  update: { id: number; actions: readonly UpdateAction[]; externalId: string | null };
  act: FormActionOf;
  /** None stands out: it is not what the page is about. */
  quiet?: boolean;
};

/** What the state of an update on its way offers; each asks in a dialog before it is done. */
export function UpdateActions({ update: { id, actions, externalId }, act, quiet = false }: Props) {
  const t = useTranslations("deliveryActions.update");
  const own = useTranslations("adminUpdatesOut");
  return (
    <div className="flex flex-wrap gap-2">
      {actions.map((action, at) => (
        <ConfirmButton
          key={action}
          label={t(`label.${action}`)}
          title={t(`label.${action}`)}
          confirm={t(`label.${action}`)}
          said={own(`done.${action}`)}
          look={quiet ? "quiet" : at === 0 ? "primary" : "secondary"}
          action={act}
          fields={{ action, updateDeliveryId: String(id) }}
          note={updateActionNeedsNote(action) ? "required" : "optional"}
        >
          {(form) => (
            <>
              <p>{t(`explained.${action}`)}</p>
              {action === "mark-as-sent" && <Reference form={form} known={externalId ?? ""} />}
            </>
          )}
        </ConfirmButton>
      ))}
    </div>
  );
}

function Reference({ form, known }: { form: ReturnType<typeof useForm>; known: string }) {
  const t = useTranslations("adminUpdatesOut.reference");
  const words = useTranslations("admin.dialog");
  return (
    <Field
      name="reference"
      id={`${useId()}reference`}
      label={t("label")}
      hint={t("hint")}
      optional={words("optional")}
      error={form.errorOf("reference")}
    >
      {(wiring) => <Input {...wiring} defaultValue={form.typed("reference", known)} />}
    </Field>
  );
}
