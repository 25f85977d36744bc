import type { Route } from "next";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import { StateMark } from "@/components/ui/state-badge";
import type { BodyCounts } from "@/lib/reports/body-counts";
import { firstOf, type SearchParams } from "@/lib/reports/filter";
import { stateKinds } from "@/lib/reports/states";

const columns = ["name", ...stateKinds, "total"] as const;
type Column = (typeof columns)[number];

/** Counts begin with the largest, names with A. */
function sorted(bodies: readonly BodyCounts[], by: Column): readonly BodyCounts[] {
  return by === "name" ? bodies : [...bodies].sort((a, b) => b[by] - a[by]);
}

/** Who takes reports, how many they got and how far those are. */
export function BodiesView({ bodies, params }: { bodies: readonly BodyCounts[]; params: SearchParams }) {
  const t = useTranslations("reports.bodies");
  const kinds = useTranslations("states.kind");
  const format = useFormatter();
  const asked = firstOf(params, "sort");
  const by = columns.find((column) => column === asked) ?? "name";
  const label = (column: Column) => (column === "name" || column === "total" ? t(column) : kinds(column));
  return (
    <div className="page">
      <h1>{t("title")}</h1>
      <p className="mt-2 mb-6 max-w-[66ch] text-large">{t("lead")}</p>
      {bodies.length === 0 ? (
        <EmptyState title={t("empty")}>
          <p>{t("emptyText")}</p>
        </EmptyState>
      ) : (
        <div className="overflow-x-auto rounded border border-line bg-surface">
          <table className="w-full border-collapse text-start">
            <caption className="sr-only">{t("caption")}</caption>
            <thead>
              <tr className="border-b border-line-strong bg-sunken">
                {columns.map((column) => (
                  <th
                    key={column}
                    scope="col"
                    aria-sort={by === column ? (column === "name" ? "ascending" : "descending") : undefined}
                    className={column === "name" ? "px-4 text-start" : "px-4 text-end"}
                  >
                    <Link
                      href={(column === "name" ? "/reports" : `/reports?sort=${column}`) as Route}
                      prefetch={false}
                      title={t("sortBy", { column: label(column) })}
                      className="inline-flex min-h-11 items-center gap-1.5 whitespace-nowrap text-ink hover:text-ink"
                    >
                      {column !== "name" && column !== "total" && <StateMark mark={column} height={18} />}
                      {label(column)}
                      <span aria-hidden="true" className={by === column ? "" : "invisible"}>
                        {column === "name" ? "▲" : "▼"}
                      </span>
                    </Link>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {sorted(bodies, by).map((body) => (
                <tr key={body.slug} className="border-b border-line last:border-0 hover:bg-accent-wash">
                  <th scope="row" className="px-4 text-start font-semibold">
                    <Link
                      href={`/reports/${body.slug}` as Route}
                      prefetch={false}
                      className="inline-flex min-h-12 items-center"
                    >
                      {body.name}
                    </Link>
                  </th>
                  {columns.slice(1).map((column) => (
                    <td key={column} className="px-4 text-end">
                      {format.number(Number(body[column as Exclude<Column, "name">]))}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
