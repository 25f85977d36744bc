"use client";

import { type Column, flexRender, type Header, type Table } from "@tanstack/react-table";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useUrlState } from "@/components/admin/use-url-state";
import { classes } from "@/components/ui/classes";

/** The head of a dashboard table: columns that can be ordered by are links, the order stands in the address. */
export function TableHead<Item>({ table, selects }: { table: Table<Item>; selects: boolean }) {
  const t = useTranslations("admin.table");
  const { params, hrefWith } = useUrlState();
  const sort = params.get("sort") ?? "";
  return (
    <thead>
      {table.getHeaderGroups().map((group) => (
        <tr key={group.id}>
          {selects && (
            <th scope="col" className="w-10">
              <input
                type="checkbox"
                aria-label={t("chooseAll")}
                className="size-5 align-middle"
                checked={table.getIsAllRowsSelected()}
                ref={(box) => {
                  if (box) box.indeterminate = table.getIsSomeRowsSelected();
                }}
                onChange={table.getToggleAllRowsSelectedHandler()}
              />
            </th>
          )}
          {group.headers.map((header) => (
            <HeadCell key={header.id} header={header} sort={sort} hrefWith={hrefWith} />
          ))}
        </tr>
      ))}
    </thead>
  );
}

function HeadCell<Item>({
  header,
  sort,
  hrefWith,
}: {
  header: Header<Item, unknown>;
  sort: string;
  hrefWith: ReturnType<typeof useUrlState>["hrefWith"];
}) {
  const key = header.column.columnDef.meta?.sort;
  const order =
    key === undefined ? undefined : sort === key ? "ascending" : sort === `-${key}` ? "descending" : "none";
  const text = flexRender(header.column.columnDef.header, header.getContext());
  return (
    <th scope="col" aria-sort={order} className={cellClass(header.column)}>
      {key === undefined ? (
        text
      ) : (
        <Link
          href={hrefWith({ sort: order === "ascending" ? `-${key}` : key })}
          scroll={false}
          className="inline-flex items-center gap-1 text-ink no-underline hover:underline"
        >
          {text}
          <span
            aria-hidden="true"
            className={classes("text-small", order === "none" && "text-ink-soft opacity-50")}
          >
            {order === "ascending" ? "↑" : order === "descending" ? "↓" : "↕"}
          </span>
        </Link>
      )}
    </th>
  );
}

/** How a column's cells stand: numbers to the end, and what is not needed everywhere only where there is room. */
export function cellClass<Item, Value>(column: Column<Item, Value>): string {
  const { numeric, wideOnly } = column.columnDef.meta ?? {};
  return classes(numeric && "text-end", wideOnly && "hidden xl:table-cell");
}
