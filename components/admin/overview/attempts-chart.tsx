"use client";

import { useTranslations } from "next-intl";
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { EmptyState } from "@/components/ui/empty-state";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { formatLocale } from "@/lib/locale";
import type { DayOfAttempts } from "@/lib/statistics/attempts-by-day";

const outcomes = [
  { key: "sent", fill: "var(--state-fixed)", edge: "var(--state-fixed-edge)" },
  { key: "unclear", fill: "var(--state-open)", edge: "var(--state-open-edge)" },
  { key: "failed", fill: "var(--danger)", edge: "var(--danger)" },
] as const;

const short = (day: string): string =>
  new Intl.DateTimeFormat(formatLocale, { day: "numeric", month: "short", timeZone: "UTC" }).format(
    new Date(day),
  );

/** How sending went day by day: stacked bars, and the same as a table for whoever does not see them. */
export function AttemptsChart({ days }: { days: readonly DayOfAttempts[] }) {
  const t = useTranslations("admin.overview.chart");
  const nothing = days.every(({ sent, failed, unclear }) => sent + failed + unclear === 0);
  return (
    <section aria-labelledby="attempts" className="rounded border border-line bg-surface p-4">
      <h2 id="attempts" className="text-large">
        {t("title")}
      </h2>
      {nothing ? (
        <div className="mt-3">
          <EmptyState title={t("empty")} />
        </div>
      ) : (
        <>
          <div aria-hidden="true" className="mt-3 h-64">
            <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 640, height: 256 }}>
              <BarChart
                data={[...days]}
                margin={{ top: 8, right: 8, bottom: 0, left: -16 }}
                accessibilityLayer={false}
              >
                <CartesianGrid vertical={false} stroke="var(--line)" />
                <XAxis
                  dataKey="day"
                  tickFormatter={short}
                  stroke="var(--ink-soft)"
                  tickLine={false}
                  minTickGap={24}
                />
                <YAxis allowDecimals={false} stroke="var(--ink-soft)" tickLine={false} axisLine={false} />
                <Tooltip
                  labelFormatter={(day) => short(String(day))}
                  cursor={{ fill: "var(--sunken)" }}
                  contentStyle={{
                    background: "var(--surface)",
                    borderColor: "var(--line-strong)",
                    color: "var(--ink)",
                  }}
                  itemStyle={{ color: "var(--ink)" }}
                />
                <Legend formatter={(name) => <span className="text-ink">{name}</span>} />
                {outcomes.map(({ key, fill, edge }) => (
                  <Bar
                    key={key}
                    dataKey={key}
                    name={t(key)}
                    stackId="all"
                    fill={fill}
                    stroke={edge}
                    isAnimationActive={false}
                  />
                ))}
              </BarChart>
            </ResponsiveContainer>
          </div>
          <details className="mt-2">
            <summary className="min-h-11 py-2 font-semibold">{t("table")}</summary>
            <AttemptsTable days={days} />
          </details>
        </>
      )}
    </section>
  );
}

function AttemptsTable({ days }: { days: readonly DayOfAttempts[] }) {
  const t = useTranslations("admin.overview.chart");
  return (
    <ScrollRegion label={t("table")} className="admin-table">
      <table>
        <thead>
          <tr>
            <th scope="col">{t("day")}</th>
            {outcomes.map(({ key }) => (
              <th key={key} scope="col" className="text-end">
                {t(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((day) => (
            <tr key={day.day}>
              <th scope="row">{short(day.day)}</th>
              {outcomes.map(({ key }) => (
                <td key={key} className="text-end">
                  {day[key]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
