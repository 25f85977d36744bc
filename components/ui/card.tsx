import type { ComponentProps } from "react";
import { classes } from "@/components/ui/classes";

/** A bordered surface. `raised` adds the one shadow there is, for what lies over something else. */
export function Card({ raised = false, className, ...rest }: ComponentProps<"div"> & { raised?: boolean }) {
  return (
    <div
      className={classes("rounded border border-line bg-surface p-4", raised && "shadow", className)}
      {...rest}
    />
  );
}
