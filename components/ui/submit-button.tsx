"use client";

import type { ComponentProps, ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { type ButtonLook, buttonClass } from "@/components/ui/button";
import { classes } from "@/components/ui/classes";

type Props = Omit<ComponentProps<"button">, "type"> & {
  look?: ButtonLook;
  wide?: boolean;
  /** What it says while the form is on its way, such as "Sending…". */
  pending: string;
  children: ReactNode;
};

/**
 * Sends the form it stands in. While that lasts it says so and takes no second press; it is not `disabled`, which would throw
 * the keyboard's place away.
 */
export function SubmitButton({
  look = "primary",
  wide = false,
  pending,
  className,
  children,
  onClick,
  ...rest
}: Props) {
  const status = useFormStatus();
  return (
    <button
      {...rest}
      type="submit"
      className={classes(
        buttonClass(look, wide),
        "aria-disabled:cursor-progress aria-disabled:opacity-70",
        className,
      )}
      aria-disabled={status.pending}
      onClick={(event) => (status.pending ? event.preventDefault() : onClick?.(event))}
    >
      <span aria-live="polite">{status.pending ? pending : children}</span>
    </button>
  );
}
