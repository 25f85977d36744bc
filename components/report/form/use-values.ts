"use client";

import { type RefObject, useEffect, useReducer, useRef, useState } from "react";
import { clearDraft, readDraft, writeDraft } from "@/components/report/form/form-draft";
import {
  changeValues,
  type FormValues,
  mergeValues,
  valuesFromFields,
} from "@/components/report/form/form-values";
import { textValues } from "@/lib/forms";

type Start = { values: FormValues; formKey: string };

/**
 * What was entered. It starts with what the page came with; once scripts run, with what was typed meanwhile and what a draft of
 * this tab kept. Every change is kept as a draft.
 */
export function useValues(start: Start, form: RefObject<HTMLFormElement | null>) {
  const [values, change] = useReducer(changeValues, start.values);
  const [formKey, setFormKey] = useState(start.formKey);
  const [hydrated, setHydrated] = useState(false);
  const [restored, setRestored] = useState(false);
  const first = useRef(start);

  useEffect(() => {
    const typed = form.current ? valuesFromFields(typedIn(form.current)) : first.current.values;
    const draft = readDraft(sessionStorage);
    const values = draft ? mergeValues(draft.values, typed) : typed;
    if (draft) setFormKey(draft.formKey);
    setRestored(draft !== null && !same(values, first.current.values));
    change({ type: "replace", values });
    setHydrated(true);
  }, [form]);

  useEffect(() => {
    if (!hydrated) return;
    if (same(values, first.current.values)) clearDraft(sessionStorage);
    else writeDraft(sessionStorage, { formKey, values });
  }, [hydrated, formKey, values]);

  const startOver = (fresh: FormValues) => {
    first.current = { ...first.current, values: fresh };
    change({ type: "replace", values: fresh });
    clearDraft(sessionStorage);
    setRestored(false);
  };

  return { values, change, formKey, hydrated, restored, startOver };
}

const same = (a: FormValues, b: FormValues): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The form's fields as they stand in the page. */
const typedIn = (form: HTMLFormElement) => textValues(new FormData(form));
