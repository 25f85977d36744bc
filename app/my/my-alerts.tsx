import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { stopFollowing } from "@/app/my/stop-following";
import { StateBadge } from "@/components/ui/state-badge";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FollowedReport } from "@/lib/alerts/my-alerts";
import { kindOf, labelKeyOf } from "@/lib/reports/states";
import { reportPath } from "@/lib/urls";

type Props = { reports: readonly FollowedReport[]; more: Route | undefined };

/** The reports that one is written to about, each with a button that ends it. */
export function MyAlerts({ reports, more }: Props) {
  const t = useTranslations("alerts.my");
  return (
    <section id="following" aria-labelledby="following-heading" className="border-t border-line pt-6">
      <h2 id="following-heading">{t("heading")}</h2>
      <p className="mt-1 text-ink-soft">{t(reports.length > 0 ? "lead" : "none")}</p>
      {reports.length > 0 && (
        <ul className="mt-4 flex flex-col gap-3">
          {reports.map((report) => (
            <li key={report.id} className="rounded border border-line bg-surface p-4">
              <Row report={report} />
            </li>
          ))}
        </ul>
      )}
      {more && (
        <p className="mt-3">
          <Link href={more} className="inline-flex min-h-11 items-center">
            {t("more")}
          </Link>
        </p>
      )}
    </section>
  );
}

function Row({ report: { id, title, state } }: { report: FollowedReport }) {
  const t = useTranslations("alerts.my");
  const states = useTranslations("states.label");
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="min-w-0">
        <Link href={reportPath(id) as Route} className="font-semibold break-words">
          {title}
        </Link>
        <p className="mt-1 text-small">
          <StateBadge mark={kindOf(state)}>{states(labelKeyOf(state))}</StateBadge>
        </p>
      </div>
      <form action={stopFollowing}>
        <input type="hidden" name="reportId" value={id} />
        <SubmitButton look="quiet" pending={t("stopping")} aria-label={t("stopNamed", { title })}>
          {t("stop")}
        </SubmitButton>
      </form>
    </div>
  );
}
