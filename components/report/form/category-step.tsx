"use client";

import { type ReactNode, useMemo, useState } from "react";
import { fill } from "@/components/map/fill";
import { fitsFilter, groupCategories } from "@/components/report/form/category-groups";
import { useReportForm } from "@/components/report/form/form-context";
import { Step } from "@/components/report/form/step";
import { type FormWords, listed, useWords } from "@/components/report/form/words";
import { Input, RadioCard } from "@/components/ui/controls";
import { Field, FieldGroup } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { Offer, OfferedCategory } from "@/lib/bodies/offer";

/** More than fit on a screen are searched rather than read. */
const FEW = 8;

/** @param otherPath the same page without a category, for browsers without scripts */
export function CategoryStep({ otherPath }: { otherPath: string }) {
  const words = useWords();
  const text = words.category;
  const { offer, category, values, faults, hydrated } = useReportForm();
  const [typed, setTyped] = useState("");
  const shown = useMemo(
    () => offer.categories.filter((one) => one === category || fitsFilter(one, typed)),
    [offer, category, typed],
  );
  // Once a category is in the address, a page without scripts shows its questions and not the choice again.
  const settled = !hydrated && category !== null;
  return (
    <Step name="category" heading={text.heading}>
      {settled && (
        <div className="hidden noscript:block">
          <p className="font-semibold">{fill(text.chosen, { name: category.name })}</p>
          {category.hint && <p>{category.hint}</p>}
          {aboutBodies(category, offer, words).map((said) => (
            <p key={said}>{said}</p>
          ))}
          <p>
            <a href={otherPath} className="inline-flex min-h-11 items-center">
              {text.other}
            </a>
          </p>
        </div>
      )}
      {hydrated && offer.categories.length > FEW && (
        <div className="flex flex-col gap-1">
          <Field name="" id="category-filter" label={text.filter}>
            {({ id }) => (
              <Input
                id={id}
                type="search"
                autoComplete="off"
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
              />
            )}
          </Field>
          <p role="status" className="text-small text-ink-soft">
            {typed.trim() && (shown.length > 0 ? fill(text.found, { n: shown.length }) : text.none)}
          </p>
        </div>
      )}
      <div className={settled ? "noscript:hidden" : undefined}>
        <FieldGroup
          id="category"
          legend={<span className="sr-only">{text.legend}</span>}
          error={faults.categoryId}
        >
          <div className="flex flex-col gap-5">
            {groupCategories(shown).map((group) => (
              <Group key={group.name || group.categories[0]?.id} name={group.name}>
                {group.categories.map((one) => (
                  <CategoryCard key={one.id} category={one} />
                ))}
              </Group>
            ))}
          </div>
        </FieldGroup>
      </div>
      {values.categoryId && !category && <Notice kind="warn">{text.gone}</Notice>}
    </Step>
  );
}

function Group({ name, children }: { name: string; children: ReactNode }) {
  if (!name) return <div className="flex flex-col gap-2">{children}</div>;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset in the fieldset would announce both legends at each choice
    <div role="group" aria-label={name} className="flex flex-col gap-2">
      <p aria-hidden="true" className="font-semibold text-ink-soft">
        {name}
      </p>
      {children}
    </div>
  );
}

function CategoryCard({ category }: { category: OfferedCategory }) {
  const words = useWords();
  const { offer, values, change } = useReportForm();
  const about = [
    category.hint,
    category.private ? `${words.category.private}.` : "",
    ...aboutBodies(category, offer, words),
  ].filter(Boolean);
  return (
    <RadioCard
      name="category"
      value={category.id}
      required
      label={category.name}
      hint={about.join(" ")}
      checked={values.categoryId === String(category.id)}
      onChange={() => change({ type: "set", field: "categoryId", value: String(category.id) })}
    />
  );
}

/** Who gets it, where that is not everybody of the first step, and who refuses. */
function aboutBodies({ bodies }: OfferedCategory, offer: Offer, words: FormWords): string[] {
  const names = (refused: boolean) =>
    bodies.filter((body) => body.refused === refused).map(({ name }) => name);
  const [takes, refuses] = [names(false), names(true)];
  if (takes.length === 0) return [words.category.allRefused];
  const said: string[] = [];
  if (takes.length < offer.bodies.length)
    said.push(`${fill(words.category.sentTo, { bodies: listed(takes, words) })}.`);
  if (refuses.length > 0) said.push(fill(words.category.refused, { bodies: listed(refuses, words) }));
  return said;
}
