"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Badge } from "@/components/admin/contacts/badge";
import { type Means, meansOf as savedOf } from "@/components/admin/statuses/means";
import { Select } from "@/components/ui/controls";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { labelKeyOf } from "@/lib/reports/states";
import type { MappedWord } from "@/lib/sync/status-map/read-status-map";
import type { ReportState } from "@/prisma/generated/enums";

type Props = {
  rows: readonly MappedWord[];
  /** What a word can be made to mean. */
  states: readonly ReportState[];
  meansOf: (row: MappedWord) => Means;
  change: (word: string, means: Means) => void;
  /** The word that was added last: its meaning is chosen next. */
  focusOn: string | undefined;
};

/** The words, what each means by itself, and what it is made to mean. */
export function StatusTable({ rows, states, meansOf, change, focusOn }: Props) {
  const t = useTranslations("adminStatuses");
  return (
    <ScrollRegion label={t("table")} className="admin-table">
      <table>
        <thead>
          <tr>
            <th scope="col">{t("word")}</th>
            <th scope="col">{t("builtIn")}</th>
            <th scope="col">{t("means")}</th>
            <th scope="col" className="text-end">
              {t("seen")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <WordRow
              key={row.word}
              row={row}
              states={states}
              means={meansOf(row)}
              change={change}
              focused={row.word === focusOn}
            />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

type RowProps = Pick<Props, "states" | "change"> & { row: MappedWord; means: Means; focused: boolean };

function WordRow({ row, states, means, change, focused }: RowProps) {
  const t = useTranslations("adminStatuses");
  const labels = useTranslations("states.label");
  const box = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    if (focused) box.current?.focus();
  }, [focused]);
  const changed = means !== savedOf(row);
  return (
    <tr>
      <th scope="row">
        <span className="block min-w-[16ch] font-mono wrap-anywhere">{row.word}</span>
      </th>
      <td>
        <BuiltIn meaning={row.builtIn} />
      </td>
      <td>
        <span className="flex min-w-[20rem] flex-wrap items-center gap-2">
          <Select
            ref={box}
            value={means}
            aria-label={t("meansWord", { word: row.word })}
            className="min-h-11 w-auto!"
            onChange={(event) => change(row.word, event.target.value as Means)}
          >
            <option value="built-in">{t("option.built-in")}</option>
            {states.map((state) => (
              <option key={state} value={state}>
                {t("option.state", { state: labels(labelKeyOf(state)) })}
              </option>
            ))}
            <option value="unchanged">{t("option.unchanged")}</option>
            <option value="ignore">{t("option.ignore")}</option>
          </Select>
          {changed ? (
            <Badge look="warn">{t("changed")}</Badge>
          ) : (
            row.own !== null && <Badge>{t("own")}</Badge>
          )}
        </span>
      </td>
      <td className="text-end tabular-nums">
        {row.seen > 0 ? row.seen : <span className="text-ink-soft">{t("never")}</span>}
      </td>
    </tr>
  );
}

/** What a word means without a row of the connection's own. */
function BuiltIn({ meaning }: { meaning: MappedWord["builtIn"] }) {
  const t = useTranslations("adminStatuses.meaning");
  const labels = useTranslations("states.label");
  if (meaning.kind === "state") return labels(labelKeyOf(meaning.state));
  const barred = meaning.kind === "nothing" && meaning.because === "not_for_back_ends";
  const known = meaning.kind === "unchanged" ? "unchanged" : barred ? "not_for_back_ends" : "unknown_word";
  return <span className="text-ink-soft">{t(known)}</span>;
}
