"use client";

import { useReportForm } from "@/components/report/form/form-context";
import { Step } from "@/components/report/form/step";
import { useWords } from "@/components/report/form/words";
import { Input, Textarea } from "@/components/ui/controls";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";

export function DetailsStep() {
  const words = useWords();
  const text = words.details;
  const { values, change, faults, category } = useReportForm();
  return (
    <Step name="details" heading={text.heading}>
      <Notice>
        <p>{category?.private ? text.private : text.public}</p>
      </Notice>
      <Field name="title" label={text.title} hint={text.titleHint} error={faults.title} required>
        {(wiring) => (
          <Input
            {...wiring}
            maxLength={200}
            autoComplete="off"
            value={values.title}
            onChange={({ target }) => change({ type: "set", field: "title", value: target.value })}
          />
        )}
      </Field>
      <Field name="detail" label={text.detail} hint={text.detailHint} error={faults.detail} required>
        {(wiring) => (
          <Textarea
            {...wiring}
            maxLength={4000}
            value={values.detail}
            onChange={({ target }) => change({ type: "set", field: "detail", value: target.value })}
          />
        )}
      </Field>
    </Step>
  );
}
