import type { Route } from "next";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { classes } from "@/components/ui/classes";

export type ButtonLook = "primary" | "secondary" | "quiet" | "danger";

const looks: Record<ButtonLook, string> = {
  primary: "border-transparent bg-accent text-on-accent hover:bg-accent-strong hover:text-on-accent",
  secondary: "border-line-strong bg-surface text-ink hover:border-ink hover:bg-sunken hover:text-ink",
  quiet:
    "border-transparent bg-transparent text-accent underline hover:bg-accent-wash hover:text-accent-strong",
  danger: "border-transparent bg-danger text-on-danger hover:brightness-90 hover:text-on-danger",
};

/** How a button looks, for elements that cannot be one of the components here. `wide` fills the line. */
export function buttonClass(look: ButtonLook = "secondary", wide = false): string {
  return classes(
    // The border is there in every look: forced colours show it, and nothing moves between looks.
    "inline-flex min-h-12 cursor-pointer items-center justify-center gap-2 rounded border px-5 py-2 text-center font-semibold",
    look !== "quiet" && "no-underline",
    "transition-colors duration-150 disabled:cursor-not-allowed disabled:opacity-60",
    looks[look],
    wide && "w-full",
  );
}

type Looks = { look?: ButtonLook; wide?: boolean };

/** A button that does something on this page; `SubmitButton` is the one that sends a form. */
export function Button({
  look,
  wide,
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & Looks) {
  return <button type={type} className={classes(buttonClass(look, wide), className)} {...rest} />;
}

/** A link to another page that deserves a button's weight. */
export function LinkButton<Path extends string>({
  look,
  wide,
  href,
  children,
}: Looks & { href: Route<Path>; children: ReactNode }) {
  return (
    // Checked by the caller's own type; Link's would have to guess the path again.
    <Link href={href as Route} className={buttonClass(look, wide)}>
      {children}
    </Link>
  );
}
