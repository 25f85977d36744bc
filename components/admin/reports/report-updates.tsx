import { useTranslations } from "next-intl";
import type { ShownReport } from "@/components/admin/reports/report-query";
import { RelativeTime } from "@/components/ui/relative-time";
import { StateBadge } from "@/components/ui/state-badge";
import { kindOf, labelKeyOf } from "@/lib/reports/states";

/** What was said about a report, the latest last, as its public page has it. */
export function ReportUpdates({ updates }: { updates: ShownReport["updates"] }) {
  const t = useTranslations("adminReports");
  const states = useTranslations("states.label");
  if (updates.length === 0) return <p className="text-ink-soft">{t("detail.noUpdates")}</p>;
  return (
    <ol className="flex flex-col">
      {updates.map((update) => (
        <li
          key={update.id}
          className="flex flex-col gap-1 border-b border-line py-3 first:pt-0 last:border-b-0 last:pb-0"
        >
          <p className="flex flex-wrap items-center gap-x-2 text-small text-ink-soft">
            <span className="font-semibold text-ink">{update.body?.name ?? t(`who.${update.origin}`)}</span>
            <RelativeTime at={new Date(update.createdAt)} />
            {update.newState && update.stateApplied && (
              <StateBadge mark={kindOf(update.newState)}>{states(labelKeyOf(update.newState))}</StateBadge>
            )}
          </p>
          {update.text && <p className="max-w-[75ch] break-words whitespace-pre-line">{update.text}</p>}
        </li>
      ))}
    </ol>
  );
}
