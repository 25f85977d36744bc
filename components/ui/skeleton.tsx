import { classes } from "@/components/ui/classes";

/** The grey shape of something that is still loading; `className` gives its size. Say "loading" once beside it, for ears. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={classes("block min-h-4 animate-pulse rounded border border-line bg-sunken", className)}
    />
  );
}
