import type { ReactNode } from "react";
import { classes } from "@/components/ui/classes";
import { Icon } from "@/components/ui/icon";

export type NoticeKind = "info" | "warn" | "error" | "success";

const looks: Record<NoticeKind, string> = {
  info: "border-progress bg-info-wash",
  warn: "border-open bg-warn-wash",
  error: "border-danger bg-danger-wash",
  success: "border-fixed bg-success-wash",
};

/** Something to know before going on. `announce` reads it out when it appears after an action. */
export function Notice({
  kind = "info",
  title,
  announce = false,
  children,
}: {
  kind?: NoticeKind;
  title?: ReactNode;
  announce?: boolean;
  children?: ReactNode;
}) {
  const role = announce ? (kind === "error" ? "alert" : "status") : undefined;
  return (
    <div role={role} className={classes("flex gap-3 rounded border border-s-4 p-4", looks[kind])}>
      <Icon name={kind} />
      <div className="min-w-0 max-w-[66ch]">
        {title && <p className="font-semibold">{title}</p>}
        {children}
      </div>
    </div>
  );
}
