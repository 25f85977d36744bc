"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { affectedQuery } from "@/components/admin/bodies/affected-query";
import { AffectedTable } from "@/components/admin/bodies/affected-table";
import { FormProblems } from "@/components/admin/form-problems";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { Card } from "@/components/ui/card";
import { Checkbox, Select } from "@/components/ui/controls";
import { Field, FieldGroup } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { StaffBody } from "@/lib/bodies/read-body";

/**
 * A body's default connection and whether contacts may have their own. What a change would do is told before it is saved; without
 * scripts the first press tells it.
 */
export function RoutingForm({ body, action }: { body: StaffBody; action: FormActionOf }) {
  const t = useTranslations("adminBodies.settings");
  const common = useTranslations("admin.form");
  const methods = useTranslations("connectionSettings.methods");
  const form = useForm(action, { said: common("saved") });
  const kept = body.defaultConnectionId === null ? "" : String(body.defaultConnectionId);
  const start = form.typed("defaultConnectionId", kept);
  const [connection, setConnection] = useState(start);
  const [devolve, setDevolve] = useState(form.ticked("canBeDevolved", "on", body.canBeDevolved));
  const changed = connection !== kept || devolve !== body.canBeDevolved;
  const {
    data: affected,
    error,
    isFetching,
  } = useQuery({
    ...affectedQuery(body.id, connection, devolve),
    enabled: changed,
  });
  const chosen = body.connections.find(({ id }) => String(id) === connection);
  const refused = form.errorOf("seen");
  return (
    <Card>
      <h2 className="text-large">{t("routing")}</h2>
      <p className="mt-1 max-w-[66ch] text-ink-soft">{t("routingLead")}</p>
      <form action={form.post} noValidate className="mt-4 flex flex-col gap-5">
        <FormProblems message={form.message} problems={form.problems} />
        <input type="hidden" name="bodyId" value={body.id} />
        <Field
          name="defaultConnectionId"
          label={t("connection")}
          hint={body.connections.length === 0 ? t("noConnections") : t("referenceHint")}
          error={form.errorOf("defaultConnectionId")}
        >
          {(wiring) => (
            <Select
              key={start}
              {...wiring}
              className="max-w-[34rem]"
              // Not controlled: React sets a form back after its action, and a select then to its first choice.
              defaultValue={start}
              onChange={(event) => setConnection(event.target.value)}
            >
              <option value="">{t("byMail")}</option>
              {body.connections.map(({ id, slug, method }) => (
                <option key={id} value={id}>
                  {slug} – {methods(`${method}.label`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {chosen && (
          <p>
            <Link href={`/admin/connections/${chosen.id}` as Route}>
              {t("connectionLink", { slug: chosen.slug })}
            </Link>
          </p>
        )}
        <Checkbox
          name="canBeDevolved"
          label={t("devolve")}
          hint={t("devolveHint")}
          defaultChecked={form.ticked("canBeDevolved", "on", body.canBeDevolved)}
          onChange={(event) => setDevolve(event.target.checked)}
        />
        <div role="status" className="flex flex-col gap-3 empty:hidden">
          {changed && isFetching && <p className="text-ink-soft">{t("checking")}</p>}
          {changed && error && <p className="font-semibold text-danger">{error.message}</p>}
          {changed && affected && !isFetching && <AffectedTable affected={affected} />}
        </div>
        {(refused || (changed && (affected?.length ?? 0) > 0)) && (
          <FieldGroup id="seen" legend={t("before")} error={refused}>
            <Checkbox name="seen" label={t("seen")} />
          </FieldGroup>
        )}
        <div>
          <SubmitButton pending={common("saving")}>{t("change")}</SubmitButton>
        </div>
      </form>
    </Card>
  );
}
