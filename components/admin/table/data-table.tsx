"use client";

import {
  type ColumnDef,
  getCoreRowModel,
  type Row,
  type RowData,
  type RowSelectionState,
  useReactTable,
} from "@tanstack/react-table";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";
import { ColumnChoice } from "@/components/admin/table/column-choice";
import { KeyHelp } from "@/components/admin/table/key-help";
import { SkeletonRows } from "@/components/admin/table/skeleton-rows";
import { TableHead } from "@/components/admin/table/table-head";
import { TableRow } from "@/components/admin/table/table-row";
import { useChosenColumns } from "@/components/admin/table/use-chosen-columns";
import { useTableKeys } from "@/components/admin/table/use-table-keys";
import { ScrollRegion } from "@/components/ui/scroll-region";

declare module "@tanstack/react-table" {
  // The module's own parameter names, which declarations that are merged must repeat.
  interface ColumnMeta<TData extends RowData, TValue> {
    /** Named in the column choice; the header itself unless it is no text. */
    label?: string;
    /** The key in the address's `sort`; absent = the list cannot be ordered by it. */
    sort?: string;
    numeric?: boolean;
    /** Shown only where there is room for it. */
    wideOnly?: boolean;
  }
}

export type DataTableProps<Item> = {
  /** What the rows are, for screen readers: "Deliveries". */
  label: string;
  /** TanStack Table's; `meta` as above. The first column is the row's head. */
  columns: ColumnDef<Item, never>[];
  rows: readonly Item[] | undefined;
  rowId: (item: Item) => string;
  /** Where Enter leads on a row. */
  rowHref?: (item: Item) => Route;
  /** Stands in place of the rows when there are none. */
  empty: ReactNode;
  /** What can be done with the chosen rows; its presence gives each row a check box. */
  bulk?: (chosen: { ids: string[]; clear: () => void }) => ReactNode;
  /** The name under which the browser keeps which columns are shown. */
  name: string;
};

/**
 * The dashboard's table: dense, sticky head, order in the address, columns to choose, rows to select, and keys: j and k go down
 * and up, x selects, Enter opens, ? tells them all. Filtering and paging are the server's.
 */
export function DataTable<Item>(props: DataTableProps<Item>) {
  const { label, columns, rows, rowId, rowHref, empty, bulk, name } = props;
  const t = useTranslations("admin.table");
  const router = useRouter();
  const [selection, setSelection] = useState<RowSelectionState>({});
  const [visibility, setVisibility] = useChosenColumns(name);
  const body = useRef<HTMLTableSectionElement>(null);
  const help = useRef<HTMLDialogElement>(null);
  const table = useReactTable<Item>({
    data: (rows as Item[] | undefined) ?? none,
    columns,
    getRowId: rowId,
    getCoreRowModel: getCoreRowModel(),
    manualSorting: true,
    enableRowSelection: bulk !== undefined,
    state: { rowSelection: selection, columnVisibility: visibility },
    onRowSelectionChange: setSelection,
    onColumnVisibilityChange: setVisibility,
  });
  const shown = table.getRowModel().rows;
  // Rows that have left the list meanwhile are not acted upon.
  const ids = shown.filter((row) => row.getIsSelected()).map(({ id }) => id);
  const open = (row: Row<Item>) => rowHref && router.push(rowHref(row.original));
  useTableKeys(body, {
    select: (id) => bulk && table.getRow(id).toggleSelected(),
    open: (id) => open(table.getRow(id)),
    help: () => help.current?.showModal(),
  });
  const clear = () => setSelection({});

  return (
    <div className="flex flex-col gap-2">
      <div className="flex min-h-11 flex-wrap items-center justify-end gap-2">
        <div className="me-auto" role="status">
          {bulk && ids.length > 0 && (
            <span className="font-semibold">{t("chosen", { count: ids.length })}</span>
          )}
        </div>
        <KeyHelp dialog={help} selects={bulk !== undefined} opens={rowHref !== undefined} />
        <ColumnChoice table={table} />
      </div>
      {bulk && ids.length > 0 && (
        <div className="sticky top-2 z-10 flex flex-wrap items-center gap-2 rounded border border-accent bg-accent-wash p-2 shadow">
          {bulk({ ids, clear })}
        </div>
      )}
      {rows?.length === 0 ? (
        empty
      ) : (
        <ScrollRegion label={label} className="admin-table">
          <table>
            <TableHead table={table} selects={bulk !== undefined} />
            <tbody ref={body}>
              {rows ? (
                shown.map((row) => (
                  <TableRow
                    key={row.id}
                    row={row}
                    selects={bulk !== undefined}
                    selected={row.getIsSelected()}
                    columnsKey={JSON.stringify(visibility)}
                  />
                ))
              ) : (
                <SkeletonRows columns={table.getVisibleLeafColumns().length + (bulk ? 1 : 0)} />
              )}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </div>
  );
}

const none: never[] = [];
