"use client";

import { type ChangeEvent, useRef, useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { Checkbox, Input, Select } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { StateMark } from "@/components/ui/state-badge";
import type { Messages } from "@/lib/messages";
import { isNarrow, noFilter, parseFilter, type ReportFilter, sorts } from "@/lib/reports/filter";
import { stateKinds } from "@/lib/reports/states";

type Props = {
  filter: ReportFilter;
  categories: readonly { id: number; name: string }[];
  words: Messages["around"]["filter"];
  kinds: Messages["map"]["kind"];
  /** Where the plain form leads, and what else stands in that address. */
  action: string;
  keep: Readonly<Record<string, string>>;
  onFilter: (filter: ReportFilter) => void;
};

const many = 8;

/** What is shown, and in which order. A plain form; with scripts each change takes effect at once. */
export function FilterForm({ filter, categories, words, kinds, action, keep, onFilter }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const [find, setFind] = useState("");
  const found = (name: string) => name.toLowerCase().includes(find.trim().toLowerCase());

  function read() {
    if (!form.current) return;
    const params = new URLSearchParams();
    for (const [name, value] of new FormData(form.current))
      if (typeof value === "string") params.append(name, value);
    onFilter(parseFilter(params));
  }

  return (
    <form
      ref={form}
      action={action}
      method="get"
      className="mt-4 flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        read();
      }}
    >
      {Object.entries(keep).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <fieldset>
        <legend className="sr-only">{words.status}</legend>
        <div className="grid grid-cols-2 gap-2">
          {stateKinds.map((kind) => (
            <label
              key={kind}
              className="flex min-h-11 cursor-pointer items-center gap-1.5 rounded border border-line-strong bg-surface px-3 text-small hover:border-ink has-checked:border-accent has-checked:bg-accent-wash has-checked:font-semibold has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-(--focus)"
            >
              <input
                type="checkbox"
                name="status"
                value={kind}
                checked={filter.kinds.includes(kind)}
                onChange={read}
                className="size-4.5 outline-none"
              />
              <StateMark mark={kind} height={20} />
              {kinds[kind]}
            </label>
          ))}
        </div>
      </fieldset>
      <details className="group rounded border border-line bg-surface">
        <summary className="flex min-h-11 items-center gap-2 px-3 font-semibold">
          <span className="flex-1">{words.summary}</span>
          {filter.categoryIds.length > 0 && (
            <span className="rounded bg-accent px-2 text-small text-on-accent">
              {filter.categoryIds.length}
            </span>
          )}
          <span className="rotate-90 group-open:-rotate-90">
            <Icon name="next" size={18} />
          </span>
        </summary>
        <div className="flex flex-col gap-4 px-3 pb-3">
          <Field name="sort" label={words.sort}>
            {(wiring) => (
              <Select {...wiring} value={filter.sort} onChange={read}>
                {sorts.map((sort) => (
                  <option key={sort} value={sort}>
                    {words.sorts[sort]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <fieldset className="min-w-0">
            <legend className="font-semibold">{words.category}</legend>
            {categories.length > many && (
              <Input
                type="search"
                aria-label={words.categorySearch}
                placeholder={words.categorySearch}
                value={find}
                onChange={(event: ChangeEvent<HTMLInputElement>) => setFind(event.target.value)}
                onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
                className="my-1 noscript:hidden"
              />
            )}
            <div className="max-h-64 overflow-y-auto px-1">
              {categories.map(({ id, name }) => (
                <Checkbox
                  key={id}
                  name="category"
                  value={id}
                  label={name}
                  checked={filter.categoryIds.includes(id)}
                  onChange={read}
                  className={found(name) ? "" : "hidden"}
                />
              ))}
              {!categories.some(({ name }) => found(name)) && (
                <p className="py-2 text-small text-ink-soft">{words.categoryNone}</p>
              )}
            </div>
          </fieldset>
        </div>
      </details>
      <div className="flex flex-wrap gap-2">
        <div className="hidden noscript:block">
          <button type="submit" className={buttonClass()}>
            {words.apply}
          </button>
        </div>
        {isNarrow(filter) && (
          <a
            href={`${action}?${new URLSearchParams(keep)}`}
            className="inline-flex min-h-11 items-center text-small font-semibold"
            onClick={(event) => {
              event.preventDefault();
              onFilter({ ...noFilter, sort: filter.sort });
            }}
          >
            {words.clear}
          </a>
        )}
      </div>
    </form>
  );
}
