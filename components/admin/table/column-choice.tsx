"use client";

import type { Column, Table } from "@tanstack/react-table";
import { useTranslations } from "next-intl";
import { ClosingDetails } from "@/components/ui/closing-details";

/** Which columns are shown; the first one always is. */
export function ColumnChoice<Item>({ table }: { table: Table<Item> }) {
  const t = useTranslations("admin.table");
  const columns = table.getAllLeafColumns().slice(1);
  return (
    <ClosingDetails className="relative">
      <summary className="flex min-h-9 list-none items-center rounded border border-line-strong bg-surface px-3 text-small font-semibold hover:bg-sunken [&::-webkit-details-marker]:hidden">
        {t("columns")}
      </summary>
      <fieldset className="absolute end-0 z-20 mt-1 w-60 rounded border border-line-strong bg-surface p-3 shadow">
        <legend className="sr-only">{t("columns")}</legend>
        {columns.map((column) => (
          <label key={column.id} className="flex min-h-9 cursor-pointer items-center gap-3">
            <input
              type="checkbox"
              className="size-5"
              checked={column.getIsVisible()}
              onChange={column.getToggleVisibilityHandler()}
            />
            {nameOf(column)}
          </label>
        ))}
      </fieldset>
    </ClosingDetails>
  );
}

function nameOf<Item>({ columnDef, id }: Column<Item, unknown>): string {
  const { header, meta } = columnDef;
  return meta?.label ?? (typeof header === "string" ? header : id);
}
