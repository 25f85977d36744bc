"use client";

import { useTranslations } from "next-intl";
import type { ContactFormPart } from "@/components/admin/contacts/contact-form";
import { FormPart } from "@/components/admin/contacts/form-part";
import { useFollowed } from "@/components/admin/contacts/use-followed";
import { Input, Select } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";

/** Where the reports go, and through which connection. */
export function WayFields({ contact, choices, form }: ContactFormPart) {
  const t = useTranslations("adminContacts.form");
  const method = useTranslations("adminContacts.method");
  const { canBeDevolved, connections, defaultConnection } = choices;
  const start = form.typed("connectionId", String(contact?.connectionId ?? ""));
  const [connectionId, follow] = useFollowed(start);
  const own = connections.find(({ id }) => String(id) === connectionId) ?? null;
  const way = (canBeDevolved ? own : null) ?? defaultConnection;
  return (
    <FormPart heading={t("where")}>
      {canBeDevolved ? (
        <Field
          name="connectionId"
          label={t("connection")}
          hint={t("connectionHint")}
          error={form.errorOf("connectionId")}
        >
          {(wiring) => (
            <Select key={start} {...wiring} defaultValue={start} onChange={follow}>
              <option value="">
                {defaultConnection
                  ? t("connectionBody", {
                      slug: defaultConnection.slug,
                      method: method(defaultConnection.method),
                    })
                  : t("connectionNone")}
              </option>
              {connections.map((one) => (
                <option key={one.id} value={one.id}>
                  {t("connectionOwn", { slug: one.slug, method: method(one.method) })}
                </option>
              ))}
            </Select>
          )}
        </Field>
      ) : (
        <div>
          <p className="text-small text-ink-soft">
            {own ? t("notDevolvedOwn", { slug: own.slug }) : t("notDevolved")}
          </p>
          <input type="hidden" name="connectionId" value={contact?.connectionId ?? ""} />
        </div>
      )}
      <Field
        name="destination"
        label={t("destination")}
        hint={t(`destinationHint.${way?.method ?? "email"}`)}
        error={form.errorOf("destination")}
        required
      >
        {(wiring) => (
          <Input
            {...wiring}
            maxLength={1000}
            autoComplete="off"
            spellCheck={false}
            defaultValue={form.typed("destination", contact?.destination)}
          />
        )}
      </Field>
    </FormPart>
  );
}
