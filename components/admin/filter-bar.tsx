"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { type FormEvent, useId } from "react";
import { useUrlState } from "@/components/admin/use-url-state";
import { Button } from "@/components/ui/button";
import { ClosingDetails } from "@/components/ui/closing-details";
import { Input, Select } from "@/components/ui/controls";
import { Icon } from "@/components/ui/icon";

export type Filter = {
  /** The name in the address. */
  key: string;
  label: string;
} & (
  | { kind: "choice"; options: readonly { value: string; label: string }[] }
  | { kind: "date" }
  /** On or not there at all. */
  | { kind: "flag" }
);

/**
 * The filter of a dashboard's list: a search field, a folded form for the rest, and what is set as chips that can be taken
 * away one by one. All of it is in the address.
 */
export function FilterBar({
  search,
  filters,
}: {
  /** Label of the search field (`q` in the address); absent = there is none. */
  search?: string;
  filters: readonly Filter[];
}) {
  const t = useTranslations("admin.filter");
  const { params, hrefWith, set } = useUrlState();
  const id = useId();
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const keys = event.currentTarget.dataset.keys?.split(" ") ?? [];
    set(Object.fromEntries(keys.map((key) => [key, String(given.get(key) ?? "").trim() || null])));
    event.currentTarget.closest("details")?.removeAttribute("open");
  };
  const active = filters.filter(({ key }) => params.has(key));

  return (
    <div className="mb-2 flex flex-wrap items-center gap-2">
      {search && (
        <search className="w-full max-w-[26rem] min-w-0">
          <form onSubmit={send} data-keys="q" className="flex gap-2">
            <Input
              key={params.get("q") ?? ""}
              name="q"
              type="search"
              aria-label={search}
              placeholder={search}
              defaultValue={params.get("q") ?? ""}
              className="min-h-11"
            />
            <Button type="submit" className="min-h-11 px-3" aria-label={t("search")}>
              <Icon name="search" size={20} />
            </Button>
          </form>
        </search>
      )}
      {filters.length > 0 && (
        <ClosingDetails className="relative">
          <summary className="flex min-h-11 list-none items-center gap-2 rounded border border-line-strong bg-surface px-4 font-semibold hover:bg-sunken [&::-webkit-details-marker]:hidden">
            {t("filter")}
          </summary>
          <form
            onSubmit={send}
            data-keys={filters.map(({ key }) => key).join(" ")}
            className="absolute start-0 z-20 mt-1 flex w-72 flex-col gap-3 rounded border border-line-strong bg-surface p-4 shadow"
          >
            {filters.map((filter) => (
              <FilterField
                key={filter.key}
                filter={filter}
                id={`${id}${filter.key}`}
                value={params.get(filter.key)}
              />
            ))}
            <Button type="submit" look="primary">
              {t("apply")}
            </Button>
          </form>
        </ClosingDetails>
      )}
      {active.length > 0 && (
        <ul aria-label={t("active")} className="flex flex-wrap gap-2">
          {active.map((filter) => (
            <li key={filter.key}>
              <Link
                href={hrefWith({ [filter.key]: null })}
                scroll={false}
                aria-label={t("remove", { filter: chip(filter, params.get(filter.key) ?? "") })}
                className="inline-flex min-h-9 items-center gap-1.5 rounded-full border border-accent bg-accent-wash ps-3 pe-2 text-small font-semibold text-ink no-underline hover:border-ink"
              >
                {chip(filter, params.get(filter.key) ?? "")}
                <Icon name="close" size={16} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function chip(filter: Filter, value: string): string {
  if (filter.kind === "flag") return filter.label;
  const shown =
    filter.kind === "choice" ? filter.options.find((option) => option.value === value)?.label : value;
  return `${filter.label}: ${shown ?? value}`;
}

function FilterField({ filter, id, value }: { filter: Filter; id: string; value: string | null }) {
  const t = useTranslations("admin.filter");
  if (filter.kind === "flag") {
    return (
      <label className="flex min-h-11 cursor-pointer items-center gap-3">
        <input
          key={value}
          type="checkbox"
          name={filter.key}
          value="1"
          defaultChecked={value !== null}
          className="size-5"
        />
        {filter.label}
      </label>
    );
  }
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-small font-semibold">
        {filter.label}
      </label>
      {filter.kind === "choice" ? (
        <Select key={value} id={id} name={filter.key} defaultValue={value ?? ""} className="min-h-11">
          <option value="">{t("any")}</option>
          {filter.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      ) : (
        <Input
          key={value}
          id={id}
          name={filter.key}
          type="date"
          defaultValue={value ?? ""}
          className="min-h-11"
        />
      )}
    </div>
  );
}
