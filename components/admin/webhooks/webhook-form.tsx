"use client";

import type { Route } from "next";
import { useTranslations } from "next-intl";
import { FormProblems } from "@/components/admin/form-problems";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { eventKeys } from "@/components/admin/webhooks/event-words";
import { NewSecret } from "@/components/admin/webhooks/new-secret";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox, Input, Select } from "@/components/ui/controls";
import { Field, FieldGroup } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import { eventNames } from "@/lib/event-names";

type Props = {
  /** Null = a new one, for which `choices` says of whom it may hear. */
  webhook: { id: number; name: string; url: string; events: readonly string[] } | null;
  choices?: { bodies: readonly { id: number; name: string }[]; wholeSite: boolean };
  action: FormActionOf;
};

/** What a webhook is called, where it is, and what it hears of. A new one's secret is shown in its place, once. */
export function WebhookForm({ webhook, choices, action }: Props) {
  const t = useTranslations("adminWebhooks.form");
  const common = useTranslations("admin.form");
  const secrets = useTranslations("adminWebhooks.secret");
  const form = useForm(action, { said: webhook ? common("saved") : t("created") });
  const secret = form.message ? "" : form.typed("secret");
  if (secret) {
    return (
      <div className="flex flex-col items-start gap-4">
        <NewSecret secret={secret} />
        <LinkButton href={`/admin/webhooks/${form.typed("webhookId")}` as Route} look="primary">
          {secrets("go")}
        </LinkButton>
      </div>
    );
  }
  return (
    <Card className="max-w-[44rem]">
      <form action={form.post} noValidate className="flex flex-col gap-6">
        <FormProblems message={form.message} problems={form.problems} />
        {webhook && <input type="hidden" name="webhookId" value={webhook.id} />}
        {choices && <BodyField choices={choices} form={form} />}
        <Field name="name" label={t("name")} hint={t("nameHint")} error={form.errorOf("name")} required>
          {(wiring) => <Input {...wiring} maxLength={200} defaultValue={form.typed("name", webhook?.name)} />}
        </Field>
        <Field name="url" label={t("url")} hint={t("urlHint")} error={form.errorOf("url")} required>
          {(wiring) => (
            <Input
              {...wiring}
              type="url"
              className="font-mono"
              maxLength={1000}
              placeholder="https://"
              defaultValue={form.typed("url", webhook?.url)}
            />
          )}
        </Field>
        <EventFields chosen={webhook?.events ?? eventNames} form={form} />
        <div>
          <SubmitButton pending={common("saving")}>{webhook ? common("save") : t("create")}</SubmitButton>
        </div>
      </form>
    </Card>
  );
}

type Form = ReturnType<typeof useForm>;

function BodyField({ choices, form }: { choices: NonNullable<Props["choices"]>; form: Form }) {
  const t = useTranslations("adminWebhooks.form");
  const { bodies, wholeSite } = choices;
  const start = form.typed("bodyId", wholeSite ? "" : String(bodies[0]?.id ?? ""));
  return (
    <Field name="bodyId" label={t("body")} error={form.errorOf("bodyId")}>
      {(wiring) => (
        // Not controlled: React sets a form back after its action, and a select then to its first choice.
        <Select key={start} {...wiring} defaultValue={start}>
          {wholeSite && <option value="">{t("wholeSite")}</option>}
          {bodies.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function EventFields({ chosen, form }: { chosen: readonly string[]; form: Form }) {
  const t = useTranslations("adminWebhooks");
  return (
    <FieldGroup
      id="events"
      legend={t("form.events")}
      hint={t("form.eventsHint")}
      error={form.errorOf("events")}
    >
      {eventNames.map((event) => (
        <Checkbox
          key={event}
          name="events"
          value={event}
          label={t(`events.${eventKeys[event]}.label`)}
          hint={
            <>
              <code className="font-mono">{event}</code> – {t(`events.${eventKeys[event]}.hint`)}
            </>
          }
          defaultChecked={form.ticked("events", event, chosen.includes(event))}
        />
      ))}
    </FieldGroup>
  );
}
