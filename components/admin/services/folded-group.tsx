import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ScrollRegion } from "@/components/ui/scroll-region";

/** So many rows are read at a glance; what is longer is folded until somebody wants it. */
const openUpTo = 12;

/** A table under its name and its number of rows, folded when it is long. */
export function FoldedGroup({ title, rows, children }: { title: string; rows: number; children: ReactNode }) {
  const t = useTranslations("adminServices.diff");
  return (
    <details open={rows <= openUpTo} className="rounded border border-line bg-surface">
      <summary className="min-h-11 content-center px-4 py-2 hover:bg-paper">
        <h3 className="inline text-base">{title}</h3>{" "}
        <span className="ms-1 text-ink-soft tabular-nums">{rows}</span>
      </summary>
      <ScrollRegion
        label={t("table", { group: title, count: rows })}
        className="admin-table rounded-t-none! border-x-0! border-b-0!"
      >
        <table>{children}</table>
      </ScrollRegion>
    </details>
  );
}
