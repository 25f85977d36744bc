import { useTranslations } from "next-intl";
import { NewTabLink } from "@/components/embed/new-tab-link";
import { RelativeTime } from "@/components/ui/relative-time";
import { StateMark } from "@/components/ui/state-badge";
import type { ListedReport } from "@/lib/reports/listed";
import { kindOf, labelKeyOf } from "@/lib/reports/states";

/** The latest reports beside the map: all there is without scripts. */
export function EmbeddedList({ reports, title }: { reports: readonly ListedReport[]; title: string }) {
  const t = useTranslations("embed");
  const states = useTranslations("states.label");
  return (
    <section aria-labelledby="list-title" className="embed-list">
      <h2 id="list-title" className="text-base">
        {title}
      </h2>
      {reports.length === 0 && <p className="mt-2 text-ink-soft">{t("empty")}</p>}
      <ul>
        {reports.map(({ id, title: what, state, category, confirmedAt }) => (
          <li key={id} className="flex gap-2 border-b border-line py-2 last:border-0">
            <StateMark mark={kindOf(state)} height={24} />
            <div className="min-w-0 text-small">
              <NewTabLink href={`/report/${id}`} className="inline-block min-h-6 font-semibold">
                {what}
              </NewTabLink>
              <p className="text-ink-soft">
                {states(labelKeyOf(state))} · {category} · <RelativeTime at={new Date(confirmedAt)} />
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
