"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { ConfirmButton } from "@/components/admin/confirm-button";
import type { FormActionOf } from "@/components/admin/use-form";
import { Input, Select } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { ContactState } from "@/prisma/generated/enums";

type Props = { ids: readonly string[]; groups: readonly string[]; change: FormActionOf; clear: () => void };

/** What can be done with the chosen contacts; each act asks why. */
export function ContactBulk({ ids, groups, change, clear }: Props) {
  const t = useTranslations("adminContacts");
  const list = useId();
  const count = ids.length;
  const common = {
    action: change,
    note: "required" as const,
    said: t("bulk.done"),
  };
  const fields = (what: string, more: Record<string, string> = {}) => ({
    contactIds: ids.join(","),
    do: what,
    ...more,
  });
  const group = (id: string) => (
    <Field name="group" id={id} label={t("bulk.group")} required>
      {(wiring) => <Input {...wiring} list={list} maxLength={200} autoComplete="off" />}
    </Field>
  );
  return (
    <>
      <datalist id={list}>
        {groups.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <ConfirmButton
        {...common}
        after={clear}
        label={t("bulk.confirm")}
        title={t("bulk.confirmTitle", { count })}
        confirm={t("bulk.confirmDo")}
        fields={fields("state", { state: "confirmed" })}
      >
        <p>{t("bulk.confirmBody")}</p>
      </ConfirmButton>
      <ConfirmButton
        {...common}
        after={clear}
        label={t("bulk.state")}
        title={t("bulk.stateTitle", { count })}
        confirm={t("bulk.stateDo")}
        fields={fields("state")}
      >
        <Field name="state" id={`${list}state`} label={t("columns.state")}>
          {(wiring) => (
            <Select {...wiring}>
              {Object.values(ContactState).map((state) => (
                <option key={state} value={state}>
                  {t(`state.${state}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </ConfirmButton>
      <ConfirmButton
        {...common}
        after={clear}
        label={t("bulk.addGroup")}
        title={t("bulk.addGroupTitle", { count })}
        confirm={t("bulk.addGroupDo")}
        fields={fields("add-group")}
      >
        {group(`${list}add`)}
      </ConfirmButton>
      <ConfirmButton
        {...common}
        after={clear}
        label={t("bulk.removeGroup")}
        title={t("bulk.removeGroupTitle", { count })}
        confirm={t("bulk.removeGroupDo")}
        fields={fields("remove-group")}
      >
        {group(`${list}remove`)}
      </ConfirmButton>
    </>
  );
}
