"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { AreaChoices } from "@/components/admin/bodies/area-choices";
import { FormProblems } from "@/components/admin/form-problems";
import { slugOf } from "@/components/admin/slug-of";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { Card } from "@/components/ui/card";
import { Input } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { AreaChoice } from "@/lib/bodies/list-areas";

/** A new body: what it is called and covers. Its short name is proposed from its name. */
export function CreateBodyForm({ areas, action }: { areas: readonly AreaChoice[]; action: FormActionOf }) {
  const t = useTranslations("adminBodies.create");
  const form = useForm(action);
  const [name, setName] = useState("");
  const [slug, setSlug] = useState<string | null>(null);
  return (
    <Card className="max-w-[44rem]">
      <form action={form.post} noValidate className="flex flex-col gap-6">
        <FormProblems message={form.message} problems={form.problems} />
        <Field name="name" label={t("name")} hint={t("nameHint")} error={form.errorOf("name")} required>
          {(wiring) => (
            <Input
              {...wiring}
              value={name}
              onChange={(event) => setName(event.target.value)}
              maxLength={200}
            />
          )}
        </Field>
        <Field name="slug" label={t("slug")} hint={t("slugHint")} error={form.errorOf("slug")} required>
          {(wiring) => (
            <Input
              {...wiring}
              value={slug ?? slugOf(name)}
              onChange={(event) => setSlug(event.target.value)}
              maxLength={100}
            />
          )}
        </Field>
        <Field name="language" label={t("language")} error={form.errorOf("language")} required>
          {(wiring) => <Input {...wiring} defaultValue={form.typed("language", "en")} className="max-w-40" />}
        </Field>
        <AreaChoices
          areas={areas}
          chosen={(id) => form.ticked("areaIds", String(id), false)}
          legend={t("areas")}
          hint={t("areasHint")}
          error={form.errorOf("areaIds")}
        />
        <div>
          <SubmitButton pending={t("pending")}>{t("submit")}</SubmitButton>
        </div>
      </form>
    </Card>
  );
}
