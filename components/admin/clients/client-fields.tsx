"use client";

import { useTranslations } from "next-intl";
import type { useForm } from "@/components/admin/use-form";
import { Checkbox, Input, Textarea } from "@/components/ui/controls";
import { Field, FieldGroup } from "@/components/ui/field";
import { clientRights } from "@/lib/clients/client-rights";
import type { ListedClient } from "@/lib/clients/list-clients";

const usualPace = 600;

/** What every client has: its name, what it may do, how often it may ask. */
export function ClientFields({
  client,
  form,
  mayTrust,
}: {
  /** Null = a new one. */
  client: Pick<ListedClient, "name" | "may" | "trusted" | "callsPerMinute" | "note"> | null;
  form: ReturnType<typeof useForm>;
  /** Whether the actor may give trust; taking it away is everybody's. */
  mayTrust: boolean;
}) {
  const t = useTranslations("adminClients");
  const common = useTranslations("admin.form");
  return (
    <>
      <Field
        name="name"
        label={t("form.name")}
        hint={t("form.nameHint")}
        error={form.errorOf("name")}
        required
      >
        {(wiring) => <Input {...wiring} maxLength={200} defaultValue={form.typed("name", client?.name)} />}
      </Field>
      <FieldGroup id="may" legend={t("form.may")} error={form.errorOf("may")}>
        {clientRights.map((right) => (
          <Checkbox
            key={right}
            name="may"
            value={right}
            label={t(`right.${right}.label`)}
            hint={t(`right.${right}.hint`)}
            defaultChecked={form.ticked("may", right, client?.may.includes(right) ?? false)}
          />
        ))}
      </FieldGroup>
      <FieldGroup id="trusted" legend={t("form.trust")} error={form.errorOf("trusted")}>
        <Checkbox
          name="trusted"
          value="1"
          label={t("form.trusted")}
          hint={mayTrust ? t("form.trustedHint") : `${t("form.trustedHint")} ${t("form.trustedSuperusers")}`}
          disabled={!mayTrust && !client?.trusted}
          defaultChecked={form.ticked("trusted", "1", client?.trusted ?? false)}
        />
      </FieldGroup>
      <Field
        name="callsPerMinute"
        label={t("form.pace")}
        hint={t("form.paceHint")}
        error={form.errorOf("callsPerMinute")}
        required
      >
        {(wiring) => (
          <Input
            {...wiring}
            inputMode="numeric"
            className="max-w-40"
            defaultValue={form.typed("callsPerMinute", String(client?.callsPerMinute ?? usualPace))}
          />
        )}
      </Field>
      <Field
        name="note"
        label={t("form.note")}
        optional={common("optional")}
        hint={t("form.noteHint")}
        error={form.errorOf("note")}
      >
        {(wiring) => <Textarea {...wiring} rows={3} defaultValue={form.typed("note", client?.note)} />}
      </Field>
    </>
  );
}
