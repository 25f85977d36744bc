"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { OutlineFields } from "@/components/admin/areas/outline-fields";
import { FormProblems } from "@/components/admin/form-problems";
import { slugOf } from "@/components/admin/slug-of";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import type { MapView, TileSource } from "@/components/map/view";
import { Input } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ShownArea } from "@/lib/bodies/list-areas";

const kinds = ["council", "city", "county", "district", "ward", "parish"];

type Props = {
  /** Null = a new one. */
  area: ShownArea | null;
  map: { start: MapView; tiles: TileSource };
  action: FormActionOf;
};

/** An area: its name, and its outline to be drawn, uploaded or pasted. */
export function AreaForm({ area, map, action }: Props) {
  const t = useTranslations("adminBodies.areas");
  const common = useTranslations("admin.form");
  const form = useForm(action, { said: t(area ? "saved" : "created") });
  const [name, setName] = useState(area?.name ?? "");
  const [slug, setSlug] = useState(area?.slug ?? null);
  return (
    <form action={form.post} noValidate className="flex flex-col gap-6">
      <FormProblems message={form.message} problems={form.problems} />
      <input type="hidden" name="areaId" value={area?.id ?? ""} />
      <div className="grid max-w-[72rem] gap-6 md:grid-cols-3">
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
        <Field name="type" label={t("kind")} hint={t("kindHint")} error={form.errorOf("type")} required>
          {(wiring) => (
            <>
              <Input {...wiring} list="area-kinds" defaultValue={form.typed("type", area?.type)} />
              <datalist id="area-kinds">
                {kinds.map((kind) => (
                  <option key={kind} value={kind} />
                ))}
              </datalist>
            </>
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
      </div>
      <OutlineFields
        start={area ? JSON.stringify(area.geometry) : ""}
        map={map}
        error={form.errorOf("geometry")}
      />
      {area && <Notice>{t("means")}</Notice>}
      <div>
        <SubmitButton pending={common("saving")}>{t(area ? "save" : "create")}</SubmitButton>
      </div>
    </form>
  );
}
