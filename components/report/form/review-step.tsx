"use client";

import type { ReactNode } from "react";
import { fill } from "@/components/map/fill";
import { useReportForm } from "@/components/report/form/form-context";
import { type StepName, shownQuestions, stepId } from "@/components/report/form/form-steps";
import { answerKey, type FormValues } from "@/components/report/form/form-values";
import { Step } from "@/components/report/form/step";
import type { Place } from "@/components/report/form/use-place";
import { listed, useWords } from "@/components/report/form/words";
import { Card } from "@/components/ui/card";
import { StateBadge } from "@/components/ui/state-badge";
import type { OfferedCategory } from "@/lib/bodies/offer";

/** The public page as it will be, then what only the council gets; each part leads back to its step. */
export function ReviewStep({ place }: { place: Place }) {
  const words = useWords();
  const text = words.review;
  const { values, category, account } = useReportForm();
  const isPrivate = category?.private ?? false;
  const takers = category?.bodies.filter(({ refused }) => !refused).map(({ name }) => name) ?? [];
  return (
    <Step name="review" heading={text.heading}>
      <p>{isPrivate ? text.private : text.public}</p>
      <Card className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <StateBadge mark="open">{text.open}</StateBadge>
          {category && <span className="text-small text-ink-soft">{category.name}</span>}
        </div>
        <p className="text-title font-bold break-words">
          {values.title.trim() || <Missing>{text.noTitle}</Missing>}
        </p>
        {place.address && <p className="text-small text-ink-soft">{place.address}</p>}
        {values.photos.length > 0 && (
          <ul className="grid grid-cols-3 gap-2">
            {values.photos.map(({ id, url }, index) => (
              <li key={id}>
                <img
                  src={url}
                  alt={fill(words.photos.alt, { n: index + 1 })}
                  className="aspect-square w-full rounded bg-sunken object-cover"
                />
              </li>
            ))}
          </ul>
        )}
        <p className="break-words whitespace-pre-line">
          {values.detail.trim() || <Missing>{text.noDetail}</Missing>}
        </p>
        <p className="text-small text-ink-soft">
          {values.showName && values.name.trim() && !isPrivate
            ? fill(text.by, { name: values.name.trim() })
            : text.anonymous}
        </p>
        <p className="border-t border-line pt-3 font-semibold">
          {takers.length > 0 ? fill(text.goesTo, { bodies: listed(takers, words) }) : text.toNobody}
        </p>
      </Card>
      <ul className="flex flex-wrap gap-x-5">
        <Edit step="place">{text.editPlace}</Edit>
        <Edit step="category">{text.editCategory}</Edit>
        <Edit step="photos">{text.editPhotos}</Edit>
        <Edit step="details">{text.editDetails}</Edit>
      </ul>
      <CouncilOnly values={values} category={category} email={account?.email ?? values.email} />
      <p>{account ? text.nextSignedIn : text.next}</p>
    </Step>
  );
}

function CouncilOnly({
  values,
  category,
  email,
}: {
  values: FormValues;
  category: OfferedCategory | null;
  email: string;
}) {
  const { review: text } = useWords();
  const answered = shownQuestions(category).flatMap((question) => {
    const given = [values.answers[answerKey(category?.id ?? "", question.code)] ?? []].flat().filter(Boolean);
    if (!question.variable || given.length === 0) return [];
    const named = given.map((key) => question.values.find((one) => one.key === key)?.name ?? key);
    return [{ code: question.code, asked: question.description, answer: named.join(", ") }];
  });
  return (
    <section aria-labelledby="council-only" className="flex flex-col gap-2">
      <h3 id="council-only">{text.councilOnly}</h3>
      {answered.length > 0 && (
        <>
          <dl className="flex flex-col gap-2">
            {answered.map(({ code, asked, answer }) => (
              <div key={code}>
                <dt className="text-small text-ink-soft">{asked}</dt>
                <dd className="break-words whitespace-pre-line">{answer}</dd>
              </div>
            ))}
          </dl>
          <ul>
            <Edit step="questions">{text.editQuestions}</Edit>
          </ul>
        </>
      )}
      <div>
        <p className="text-small text-ink-soft">{text.contact}</p>
        <p className="break-words">
          {[values.name, email, values.phone]
            .map((part) => part.trim())
            .filter(Boolean)
            .join(" · ") || "–"}
        </p>
      </div>
      <ul>
        <Edit step="you">{text.editYou}</Edit>
      </ul>
    </section>
  );
}

function Missing({ children }: { children: ReactNode }) {
  return <span className="font-normal text-ink-soft italic">{children}</span>;
}

function Edit({ step, children }: { step: StepName; children: ReactNode }) {
  const { goTo } = useReportForm();
  return (
    <li>
      <a
        href={`#${stepId(step)}`}
        className="inline-flex min-h-11 items-center"
        onClick={(event) => {
          event.preventDefault();
          goTo(step);
        }}
      >
        {children}
      </a>
    </li>
  );
}
