"use client";

import { useTranslations } from "next-intl";
import { type Ref, useRef } from "react";
import { FormProblems } from "@/components/admin/form-problems";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox, Input, Textarea } from "@/components/ui/controls";
import { Field, FieldGroup } from "@/components/ui/field";
import { RelativeTime } from "@/components/ui/relative-time";
import { SubmitButton } from "@/components/ui/submit-button";

const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
const workdays: readonly string[] = days.slice(1, 5);

export type WrittenHours = {
  timeZone: string;
  /** Per weekday, as people write them. */
  days: Readonly<Record<string, string>>;
  holidays: string;
  message: string;
};

type Props = {
  bodyId: number;
  /** Null = never closed. */
  hours: WrittenHours | null;
  siteTimeZone: string;
  now: { open: boolean; opens: string | null } | null;
  action: FormActionOf;
};

/** A body's office hours: a line of text per day, which can be typed as it is said. */
export function HoursForm({ bodyId, hours, siteTimeZone, now, action }: Props) {
  const t = useTranslations("adminBodies.hours");
  const common = useTranslations("admin.form");
  const form = useForm(action, { said: common("saved") });
  const week = useRef<HTMLDivElement>(null);
  const copyMonday = () => {
    const field = (day: string) => week.current?.querySelector<HTMLInputElement>(`input[name="${day}"]`);
    for (const day of workdays) {
      const input = field(day);
      if (input) input.value = field("monday")?.value ?? "";
    }
  };
  return (
    <Card className="max-w-[44rem]">
      <p className="text-ink-soft">{t("lead")}</p>
      {now && (
        <p className="mt-2 font-semibold">
          {t("now", { open: String(now.open) })}
          {now.opens && (
            <>
              {`, ${t("opens")} `}
              <RelativeTime at={new Date(now.opens)} />
            </>
          )}
        </p>
      )}
      <form action={form.post} noValidate className="group/hours mt-4 flex flex-col gap-6">
        <FormProblems message={form.message} problems={form.problems} />
        <input type="hidden" name="bodyId" value={bodyId} />
        <Checkbox name="has" label={t("has")} defaultChecked={form.ticked("has", "on", hours !== null)} />
        {/* By style, so that it unfolds without scripts too. */}
        <div className="hidden flex-col gap-6 group-has-[[name=has]:checked]/hours:flex">
          <FieldGroup id="week" legend={t("week")} hint={t("weekHint")}>
            <Week week={week} hours={hours} form={form} />
            <div>
              <Button onClick={copyMonday}>{t("copy")}</Button>
            </div>
          </FieldGroup>
          <Field name="timeZone" label={t("timeZone")} error={form.errorOf("timeZone")} required>
            {(wiring) => (
              <Input
                {...wiring}
                defaultValue={form.typed("timeZone", hours?.timeZone ?? siteTimeZone)}
                className="max-w-72"
              />
            )}
          </Field>
          <Field
            name="holidays"
            label={t("holidays")}
            optional={common("optional")}
            hint={t("holidaysHint")}
            error={form.errorOf("holidays")}
          >
            {(wiring) => (
              <Textarea
                {...wiring}
                rows={4}
                className="max-w-72"
                defaultValue={form.typed("holidays", hours?.holidays)}
              />
            )}
          </Field>
          <Field
            name="message"
            label={t("message")}
            optional={common("optional")}
            hint={t("messageHint")}
            error={form.errorOf("message")}
          >
            {(wiring) => (
              <Textarea {...wiring} rows={3} defaultValue={form.typed("message", hours?.message)} />
            )}
          </Field>
        </div>
        <div>
          <SubmitButton pending={common("saving")}>{common("save")}</SubmitButton>
        </div>
      </form>
    </Card>
  );
}

function Week({
  week,
  hours,
  form,
}: {
  week: Ref<HTMLDivElement>;
  hours: WrittenHours | null;
  form: ReturnType<typeof useForm>;
}) {
  const t = useTranslations("adminBodies.hours.days");
  return (
    <div ref={week} className="flex flex-col gap-2">
      {days.map((day) => {
        const error = form.errorOf(day);
        return (
          <div key={day} className="grid items-center gap-x-4 gap-y-1 sm:grid-cols-[8rem_1fr]">
            <label htmlFor={day}>{t(day)}</label>
            <Input
              id={day}
              name={day}
              defaultValue={form.typed(day, hours?.days[day])}
              aria-invalid={error ? true : undefined}
              aria-describedby={error ? `${day}-error` : undefined}
            />
            {error && (
              <p id={`${day}-error`} className="font-semibold text-danger sm:col-start-2">
                {error}
              </p>
            )}
          </div>
        );
      })}
    </div>
  );
}
