"use client";

import { useTranslations } from "next-intl";
import { FormProblems } from "@/components/admin/form-problems";
import { MatchRow } from "@/components/admin/matching/match-row";
import { type FormActionOf, useForm } from "@/components/admin/use-form";
import { Notice } from "@/components/ui/notice";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ServiceMatches } from "@/lib/sync/requests/list-service-matches";

const columns = ["code", "name", "seen", "waiting", "category"] as const;

/** Which category each service code is; all codes of the page are saved together. Works without scripts. */
export function MatchingForm({
  connectionId,
  matches,
  action,
}: {
  connectionId: number;
  matches: ServiceMatches;
  action: FormActionOf;
}) {
  const t = useTranslations("adminMatching");
  const form = useForm(action, { said: t("saved") });
  const { items, categories, unmatched, waiting } = matches;
  return (
    <form action={form.post} noValidate className="flex flex-col gap-4">
      <FormProblems message={form.message} problems={form.problems} />
      <input type="hidden" name="connectionId" value={connectionId} />
      <p>
        {t("count", { count: unmatched })} {waiting > 0 && t("waitingCount", { count: waiting })}
      </p>
      {categories.length === 0 && <Notice kind="warn" title={t("noCategories")} />}
      <ScrollRegion label={t("table.label")} className="admin-table">
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t(`table.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((match) => (
              <MatchRow
                key={match.id}
                match={match}
                categories={categories}
                error={form.errorOf(`match.${match.id}`)}
                typed={form.typed}
              />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <SubmitButton pending={t("saving")}>{t("save")}</SubmitButton>
        {items.some(({ suggestion }) => suggestion !== null) && (
          <p className="text-small text-ink-soft">{t("saveHint")}</p>
        )}
      </div>
    </form>
  );
}
