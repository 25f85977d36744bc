"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Badge } from "@/components/admin/contacts/badge";
import { Checkbox, Input } from "@/components/ui/controls";
import { FieldGroup } from "@/components/ui/field";
import type { AreaChoice } from "@/lib/bodies/list-areas";

/** So many can be looked over without a filter. */
const few = 12;

/** Areas to tick, by kind; a filter hides some of them, what is ticked stays ticked. */
export function AreaChoices({
  areas,
  chosen,
  legend,
  hint,
  error,
}: {
  areas: readonly AreaChoice[];
  chosen: (id: number) => boolean;
  legend: string;
  hint?: string;
  error?: string | undefined;
}) {
  const t = useTranslations("adminBodies.cover");
  const [filter, setFilter] = useState("");
  const id = useId();
  const kinds = [...new Set(areas.map(({ type }) => type))];
  const fits = (area: AreaChoice) =>
    `${area.name} ${area.type}`.toLowerCase().includes(filter.trim().toLowerCase());
  return (
    <FieldGroup id="areaIds" legend={legend} {...(hint && { hint })} error={error}>
      {areas.length === 0 && <p className="text-ink-soft">{t("noAreas")}</p>}
      {areas.length > few && (
        <div className="flex flex-wrap items-center gap-2">
          <label htmlFor={id} className="text-small">
            {t("filter")}
          </label>
          <Input
            id={id}
            type="search"
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
            // Enter must not send the form around it.
            onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
            className="min-h-11 max-w-64"
          />
        </div>
      )}
      <div className="max-h-[28rem] overflow-y-auto rounded border border-line px-4 py-2 empty:hidden">
        {kinds.map((kind) => (
          <div
            key={kind}
            hidden={!areas.some((area) => area.type === kind && fits(area))}
            className="border-b border-line py-1 last:border-b-0"
          >
            <p className="pt-1 text-small font-semibold text-ink-soft">{kind}</p>
            <div className="grid gap-x-6 sm:grid-cols-2">
              {areas
                .filter(({ type }) => type === kind)
                .map((area) => (
                  <div key={area.id} hidden={!fits(area)}>
                    <Checkbox
                      name="areaIds"
                      value={area.id}
                      defaultChecked={chosen(area.id)}
                      label={
                        <>
                          {area.name} {area.retired && <Badge>{t("retired")}</Badge>}
                        </>
                      }
                    />
                  </div>
                ))}
            </div>
          </div>
        ))}
      </div>
    </FieldGroup>
  );
}
