import type { ReactNode } from "react";

/** What a control needs to be tied to its label, hint and error: spread it on the control. */
export type FieldWiring = {
  id: string;
  name: string;
  required?: boolean;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
};

export type FieldProps = {
  name: string;
  /** Default: the name. The error summary links to it. */
  id?: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  required?: boolean;
  /** The word behind the label of a field that may stay empty, such as "(optional)". */
  optional?: string;
};

/** A label with its control, hint and error: `<Field name="title" label="…">{(wiring) => <Input {...wiring} />}</Field>`. */
export function Field({ children, ...field }: FieldProps & { children: (wiring: FieldWiring) => ReactNode }) {
  const { name, label, hint, error, optional } = field;
  const id = field.id ?? name;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-semibold">
        {label}
        {optional && <span className="font-normal text-ink-soft"> {optional}</span>}
      </label>
      <Hint id={id}>{hint}</Hint>
      <FieldError id={id}>{error}</FieldError>
      {children({
        id,
        name,
        ...(field.required && { required: true }),
        ...describedBy(id, hint, error),
      })}
    </div>
  );
}

/** Several controls under one question: radio cards, check boxes, files. The children carry their own labels. */
export function FieldGroup({
  id,
  legend,
  hint,
  error,
  optional,
  children,
}: {
  id: string;
  legend: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: string;
  children: ReactNode;
}) {
  return (
    <fieldset id={id} tabIndex={-1} className="flex min-w-0 flex-col gap-2" {...describedBy(id, hint, error)}>
      <legend className="mb-1.5 font-semibold">
        {legend}
        {optional && <span className="font-normal text-ink-soft"> {optional}</span>}
      </legend>
      <Hint id={id}>{hint}</Hint>
      <FieldError id={id}>{error}</FieldError>
      {children}
    </fieldset>
  );
}

function describedBy(id: string, hint: ReactNode, error: string | undefined) {
  const ids = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(" ");
  return {
    ...(ids && { "aria-describedby": ids }),
    ...(error && { "aria-invalid": true as const }),
  };
}

function Hint({ id, children }: { id: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <p id={`${id}-hint`} className="max-w-[66ch] text-small text-ink-soft">
      {children}
    </p>
  );
}

function FieldError({ id, children }: { id: string; children: string | undefined }) {
  if (!children) return null;
  return (
    <p id={`${id}-error`} className="max-w-[66ch] border-s-4 border-danger ps-3 font-semibold text-danger">
      {children}
    </p>
  );
}
