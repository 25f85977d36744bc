import type { Route } from "next";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { Wired } from "@/components/admin/list-query";
import { Card } from "@/components/ui/card";
import { ScrollRegion } from "@/components/ui/scroll-region";
import type { ShownRun } from "@/lib/sync/history/list-runs";

/** How many items came to what, with the first few of each in words. */
export function RunOutcomes({ run }: { run: Wired<ShownRun> }) {
  const t = useTranslations("adminHistory");
  const format = useFormatter();
  const { outcomes, connection, task } = run;
  const has = (...some: string[]) => outcomes.some(({ outcome }) => some.includes(outcome));
  const title = t("detail.outcome", { task });
  return (
    <Card className="flex min-w-0 flex-col gap-3">
      <h2 className="text-large">{title}</h2>
      {outcomes.length === 0 ? (
        <p className="text-ink-soft">{t("detail.nothing")}</p>
      ) : (
        <ScrollRegion label={title} className="admin-table">
          <table>
            <thead>
              <tr>
                <th scope="col">{t("list.what")}</th>
                <th scope="col" className="text-end">
                  {t("list.rows")}
                </th>
              </tr>
            </thead>
            <tbody>
              {outcomes.map(({ words, count, lines }) => (
                <tr key={words}>
                  <th scope="row" className="font-normal">
                    <span className="first-letter:uppercase">{words}</span>
                    {lines.length > 0 && (
                      <details className="text-small">
                        <summary className="cursor-pointer py-1">{t("detail.examples")}</summary>
                        <ul className="flex list-disc flex-col gap-1 ps-4">
                          {lines.map((line) => (
                            <li key={line} className="wrap-anywhere">
                              {line}
                            </li>
                          ))}
                        </ul>
                      </details>
                    )}
                  </th>
                  <td className="text-end tabular-nums">{format.number(count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {has("waiting") && (
        <Link
          href={`/admin/connections/${connection.id}/categories` as Route}
          className="inline-flex min-h-8 items-center font-semibold"
        >
          {t("detail.match")}
        </Link>
      )}
      {task === "read" && has("dead", "unreadable") && (
        <Link
          href={`/admin/dead-letters?connection=${connection.id}` as Route}
          className="inline-flex min-h-8 items-center font-semibold"
        >
          {t("detail.letters")}
        </Link>
      )}
    </Card>
  );
}
