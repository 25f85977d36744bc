import type { ReactNode } from "react";
import { classes } from "@/components/ui/classes";

const looks = {
  plain: "border-line-strong",
  good: "border-fixed bg-success-wash",
  warn: "border-open-edge bg-warn-wash",
  bad: "border-danger bg-danger-wash",
} as const;
export type BadgeLook = keyof typeof looks;

/** A word in a frame; the word itself says what the colour does. */
export function Badge({
  look = "plain",
  title,
  children,
}: {
  look?: BadgeLook;
  title?: string;
  children: ReactNode;
}) {
  return (
    <span
      title={title}
      className={classes(
        "inline-flex items-center rounded border px-1.5 text-small whitespace-nowrap text-ink",
        looks[look],
      )}
    >
      {children}
    </span>
  );
}
