import type { ComponentProps, ReactNode } from "react";
import { classes } from "@/components/ui/classes";

const box =
  "w-full rounded border border-line-strong bg-surface px-3 py-2 text-ink " +
  "hover:border-ink aria-invalid:border-2 aria-invalid:border-danger disabled:bg-sunken";

/** One line of text. Spread a field's wiring on it. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={classes(box, "min-h-12", className)} {...rest} />;
}

/** Several lines; grows with what is written where the browser can. */
export function Textarea({ className, rows = 5, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea rows={rows} className={classes(box, "field-sizing-content min-h-32", className)} {...rest} />
  );
}

/** The browser's own list of choices. */
export function Select({ className, ...rest }: ComponentProps<"select">) {
  return <select className={classes(box, "min-h-12", className)} {...rest} />;
}

/** The browser's own file chooser; works without scripts. */
export function FileInput({ className, ...rest }: ComponentProps<"input">) {
  return (
    <input
      type="file"
      className={classes(
        "w-full cursor-pointer rounded border border-dashed border-line-strong bg-surface p-3 hover:border-ink",
        "file:me-3 file:min-h-11 file:cursor-pointer file:rounded file:border file:border-solid file:border-line-strong",
        "file:bg-sunken file:px-4 file:font-semibold file:text-ink aria-invalid:border-2 aria-invalid:border-danger",
        className,
      )}
      {...rest}
    />
  );
}

type Choice = Omit<ComponentProps<"input">, "type" | "children"> & { label: ReactNode; hint?: ReactNode };

/** A check box with its label; the whole line can be pressed. */
export function Checkbox({ label, hint, className, ...rest }: Choice) {
  return (
    <label className={classes("flex min-h-11 cursor-pointer items-start gap-3 py-2", className)}>
      <input type="checkbox" className="mt-0.5 size-6 flex-none" {...rest} />
      <ChoiceText label={label} hint={hint} />
    </label>
  );
}

/** A radio button as a card; the one chosen stands out by its border as well as its dot. */
export function RadioCard({ label, hint, className, ...rest }: Choice) {
  return (
    <label
      className={classes(
        "flex min-h-12 cursor-pointer items-start gap-3 rounded border border-line-strong bg-surface px-4 py-3",
        "hover:border-ink has-checked:border-accent has-checked:bg-accent-wash",
        "has-checked:outline-2 has-checked:-outline-offset-2 has-checked:outline-accent",
        "has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-(--focus)",
        className,
      )}
    >
      <input type="radio" className="mt-0.5 size-5 flex-none outline-none" {...rest} />
      <ChoiceText label={label} hint={hint} />
    </label>
  );
}

function ChoiceText({ label, hint }: Pick<Choice, "label" | "hint">) {
  return (
    <span className="flex min-w-0 flex-col">
      <span>{label}</span>
      {hint && <span className="text-small text-ink-soft">{hint}</span>}
    </span>
  );
}
