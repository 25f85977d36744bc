"use client";

import { useReportForm } from "@/components/report/form/form-context";
import { PhotoField } from "@/components/report/form/photo-field";
import { Step } from "@/components/report/form/step";
import type { Uploads } from "@/components/report/form/use-uploads";
import { useWords } from "@/components/report/form/words";

export function PhotosStep({ uploads }: { uploads: Uploads }) {
  const { photos: text, optional } = useWords();
  const { values, change, faults, category, hydrated } = useReportForm();
  return (
    <Step name="photos" heading={text.heading}>
      <PhotoField
        {...{ optional, uploads, change, hydrated }}
        words={text}
        legend={text.legend}
        hint={category?.private ? text.privateHint : text.hint}
        error={faults.photoIds}
        photos={values.photos}
      />
    </Step>
  );
}
