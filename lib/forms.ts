import type { z } from "zod";
import { DomainError, invalid } from "@/lib/errors";

/** What a form shows after it was sent and refused: the message, each field's fault, and what was typed. */
export type FormState = {
  message?: string;
  fields?: Readonly<Record<string, string>>;
  values?: Readonly<Record<string, string | string[]>>;
};

/** Field name (dotted path) -> first fault, in the schema's words. */
export function fieldFaults(error: z.ZodError): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const issue of error.issues) faults[issue.path.join(".")] ??= issue.message;
  return faults;
}

/** Parses with a schema. @throws DomainError `invalid` with a fault per field. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  message: string,
): z.output<Schema> {
  const result = schema.safeParse(input);
  if (!result.success) throw invalid(message, fieldFaults(result.error));
  return result.data;
}

/** A form's text fields as plain values; a name used several times becomes a list. Files are left out. */
export function textValues(form: FormData): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const name of new Set(form.keys())) {
    const all = form.getAll(name).filter((value) => typeof value === "string");
    if (all.length > 0 && !name.startsWith("$ACTION")) values[name] = all.length > 1 ? all : (all[0] ?? "");
  }
  return values;
}

/** The state a form shows for a refused verb. Rethrows what is not the caller's mistake. */
export function refusal(error: unknown, form: FormData): FormState {
  if (!(error instanceof DomainError)) throw error;
  return { message: error.message, fields: error.fields, values: textValues(form) };
}
