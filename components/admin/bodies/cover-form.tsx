"use client";

import { queryOptions, useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { AreaChoices } from "@/components/admin/bodies/area-choices";
import { Badge } from "@/components/admin/contacts/badge";
import { FormProblems } from "@/components/admin/form-problems";
import { readJson } from "@/components/admin/list-query";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { AreaMapFrame } from "@/components/map/area-map-frame";
import type { MapView, TileSource } from "@/components/map/view";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { AreaChoice } from "@/lib/bodies/list-areas";
import type { Outline } from "@/lib/bodies/outlines";

type Props = {
  body: { id: number; name: string; areas: readonly AreaChoice[] };
  /** What superusers choose from; null for everybody else. */
  choices: readonly AreaChoice[] | null;
  map: { start: MapView; tiles: TileSource };
  action: FormActionOf;
};

const outlinesQuery = (bodyId: number) =>
  queryOptions({
    queryKey: ["admin", "bodies", bodyId, "outlines"],
    queryFn: ({ signal }) => readJson<Outline[]>(`/api/admin/bodies/${bodyId}/outlines`, signal),
  });

/** What a body covers: the map, and the areas to choose for those who may. */
export function CoverForm({ body, choices, map, action }: Props) {
  const t = useTranslations("adminBodies.cover");
  const words = useTranslations("map");
  const { data: outlines } = useQuery(outlinesQuery(body.id));
  return (
    <div className="grid items-start gap-6 xl:grid-cols-2">
      <Card className="flex flex-col gap-4">
        <p>{t("lead")}</p>
        {body.areas.length === 0 && <Notice kind="warn">{t("none")}</Notice>}
        {choices ? (
          <Choose key={body.areas.map(({ id }) => id).join()} body={body} choices={choices} action={action} />
        ) : (
          <>
            <ul className="flex flex-col gap-1">
              {body.areas.map((area) => (
                <li key={area.id} className="flex flex-wrap items-center gap-2">
                  {area.name} <span className="text-ink-soft">{area.type}</span>
                  {area.retired && <Badge>{t("retired")}</Badge>}
                </li>
              ))}
            </ul>
            <p className="text-small text-ink-soft">{t("readOnly")}</p>
          </>
        )}
      </Card>
      <div className="relative h-[28rem] overflow-hidden rounded border border-line bg-sunken xl:sticky xl:top-20">
        {outlines ? (
          <AreaMapFrame
            {...map}
            label={t("map", { name: body.name })}
            shown={outlines.map(({ id, name, geometry }) => ({ key: String(id), name, geometry }))}
          />
        ) : (
          <p className="absolute inset-x-0 top-1/2 text-center text-ink-soft">{words("loading")}</p>
        )}
      </div>
    </div>
  );
}

function Choose({
  body,
  choices,
  action,
}: Omit<Props, "map" | "choices"> & { choices: readonly AreaChoice[] }) {
  const t = useTranslations("adminBodies.cover");
  const common = useTranslations("admin.form");
  const form = useForm(action, { said: common("saved") });
  const covered = new Set(body.areas.map(({ id }) => id));
  return (
    <form action={form.post} noValidate className="flex flex-col gap-4">
      <FormProblems message={form.message} problems={form.problems} />
      <input type="hidden" name="bodyId" value={body.id} />
      <AreaChoices
        areas={choices}
        chosen={(id) => form.ticked("areaIds", String(id), covered.has(id))}
        legend={t("areas")}
        error={form.errorOf("areaIds")}
      />
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton pending={common("saving")}>{t("save")}</SubmitButton>
        <Link href={"/admin/areas" as Route}>{t("edit")}</Link>
      </div>
    </form>
  );
}
