"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { FormProblems } from "@/components/admin/form-problems";
import { WireView } from "@/components/admin/wire/wire-view";
import { Input, Select } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { DryRun } from "@/lib/delivery/dry-run";
import type { FormState } from "@/lib/forms";

type State = FormState & { dryRun?: DryRun };
type Props = {
  connectionId: number;
  contacts: readonly { id: number; category: string }[];
  action: (previous: State, form: FormData) => Promise<State>;
};

/** Shows the exact request that a report would be sent with; nothing leaves. */
export function DryRunForm({ connectionId, contacts, action }: Props) {
  const t = useTranslations("adminConnections.dry");
  const [state, post] = useActionState(action, {});
  const { message, fields, values, dryRun } = state;
  const typed = (name: string) => (typeof values?.[name] === "string" ? values[name] : "");
  return (
    <section aria-labelledby="dry-run" className="mt-10 flex flex-col gap-4">
      <div>
        <h2 id="dry-run" className="text-large">
          {t("title")}
        </h2>
        <p className="text-ink-soft">{t("lead")}</p>
      </div>
      <form action={post} noValidate className="flex flex-wrap items-end gap-4">
        <input type="hidden" name="connectionId" value={connectionId} />
        <div className="w-full">
          <FormProblems
            message={message}
            problems={Object.entries(fields ?? {}).map(([field, fault]) => ({ field, message: fault }))}
          />
        </div>
        <div className="w-full max-w-80">
          <Field name="contactId" label={t("pick")} hint={t("sample")} error={fields?.contactId}>
            {(wiring) => (
              <Select {...wiring} defaultValue={typed("contactId")}>
                {contacts.length === 0 && <option value="">{t("aboutNone")}</option>}
                {contacts.map(({ id, category }) => (
                  <option key={id} value={id}>
                    {category}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <div className="w-full max-w-80">
          <Field name="reportId" label={t("number")} hint={t("numberHint")} error={fields?.reportId}>
            {(wiring) => <Input {...wiring} inputMode="numeric" defaultValue={typed("reportId")} />}
          </Field>
        </div>
        <SubmitButton look="secondary" pending={t("running")}>
          {t("run")}
        </SubmitButton>
      </form>
      {dryRun && (
        <div role="status" className="flex flex-col gap-3">
          {dryRun.category && (
            <p className="font-semibold">
              {t("about", { category: dryRun.category, destination: dryRun.destination })}
            </p>
          )}
          {dryRun.note && <Notice kind="info" title={dryRun.note} />}
          {dryRun.request && (
            <WireView
              requestOnly
              name={t("name")}
              exchange={{
                method: dryRun.request.method,
                url: dryRun.request.url,
                requestHeaders: dryRun.request.headers,
                requestBody: dryRun.request.body,
                status: null,
                responseHeaders: {},
                responseBody: null,
                durationMs: 0,
              }}
            />
          )}
        </div>
      )}
    </section>
  );
}
