import type { FieldProblem } from "@/components/ui/error-summary";
import type { FormState } from "@/lib/forms";

/** What keeps a form from being sent, for its summary; a refusal of the whole stands at the field named. */
export function problemsOf(state: FormState, whole: string): FieldProblem[] {
  const faults = Object.entries(state.fields ?? {}).map(([field, message]) => ({ field, message }));
  return faults.length === 0 && state.message ? [{ field: whole, message: state.message }] : faults;
}

/** What was typed into a field before the form was refused. */
export function typedIn(state: FormState, name: string, start = ""): string {
  const value = state.values?.[name];
  return typeof value === "string" ? value : start;
}
