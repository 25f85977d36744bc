import type { ComponentProps } from "react";
import { classes } from "@/components/ui/classes";
import { Icon, type IconName } from "@/components/ui/icon";

/** A small square button; its label is read out and shown by the pointer. `off`: it stays reachable but does nothing. */
export function IconButton({
  icon,
  label,
  off = false,
  className,
  onClick,
  ...rest
}: Omit<ComponentProps<"button">, "type"> & { icon: IconName; label: string; off?: boolean }) {
  return (
    <button
      {...rest}
      type="button"
      aria-label={label}
      title={label}
      aria-disabled={off || undefined}
      onClick={off ? undefined : onClick}
      className={classes(
        "inline-flex size-11 flex-none cursor-pointer items-center justify-center rounded border border-transparent",
        "text-ink-soft hover:border-line-strong hover:text-ink md:size-9",
        "aria-disabled:cursor-not-allowed aria-disabled:opacity-40",
        className,
      )}
    >
      <Icon name={icon} size={18} />
    </button>
  );
}
