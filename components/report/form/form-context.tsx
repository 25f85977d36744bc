"use client";

import { createContext, use } from "react";
import type { StepName } from "@/components/report/form/form-steps";
import type { FormChange, FormValues } from "@/components/report/form/form-values";
import type { Offer, OfferedCategory } from "@/lib/bodies/offer";

/** Whose form it is, when somebody is signed in. */
export type FormAccount = { email: string | null; name: string; phone: string };

export type FormContext = {
  values: FormValues;
  change: (change: FormChange) => void;
  /** What is wrong with a field, by its name in `NewReport`. */
  faults: Readonly<Record<string, string>>;
  offer: Offer;
  /** The one chosen, if it is offered at the place of the pin. */
  category: OfferedCategory | null;
  account: FormAccount | null;
  /** Scripts run: until then, and without them, the page is a plain form. */
  hydrated: boolean;
  current: StepName;
  goTo: (step: StepName) => void;
};

const Form = createContext<FormContext | null>(null);

export const FormProvider = Form;

export function useReportForm(): FormContext {
  const form = use(Form);
  if (!form) throw new Error("A step stands outside of its form.");
  return form;
}
