"use client";

import { type Cell, flexRender, type Row } from "@tanstack/react-table";
import { useTranslations } from "next-intl";
import { memo } from "react";
import { cellClass } from "@/components/admin/table/table-head";

type Props<Item> = {
  row: Row<Item>;
  selects: boolean;
  selected: boolean;
  /** Changes when other columns are shown. */
  columnsKey: string;
};

function DrawnRow<Item>({ row, selects, selected }: Props<Item>) {
  const t = useTranslations("admin.table");
  return (
    <tr data-row={row.id} tabIndex={-1} data-selected={selected || undefined}>
      {selects && (
        <td>
          <input
            type="checkbox"
            aria-label={t("choose", { name: row.id })}
            className="size-5 align-middle"
            checked={selected}
            onChange={row.getToggleSelectedHandler()}
          />
        </td>
      )}
      {row.getVisibleCells().map((cell, at) =>
        at === 0 ? (
          <th key={cell.id} scope="row" className={cellClass(cell.column)}>
            {content(cell)}
          </th>
        ) : (
          <td key={cell.id} className={cellClass(cell.column)}>
            {content(cell)}
          </td>
        ),
      )}
    </tr>
  );
}

const content = <Item,>(cell: Cell<Item, unknown>) =>
  flexRender(cell.column.columnDef.cell, cell.getContext());

/** One row; drawn again only when it, its choice or the columns changed, as a table may have many. */
export const TableRow = memo(
  DrawnRow,
  (before, now) =>
    before.row.original === now.row.original &&
    before.selected === now.selected &&
    before.columnsKey === now.columnsKey,
) as typeof DrawnRow;
