import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { StateBadge } from "@/components/ui/state-badge";
import type { MyReport } from "@/lib/reports/my-reports";
import { kindOf, labelKeyOf } from "@/lib/reports/states";

/** One's own reports, also those that are not public, each with what keeps it from being so. */
export function MyReports({ reports }: { reports: readonly MyReport[] }) {
  const t = useTranslations("account.my");
  if (reports.length === 0) {
    return (
      <EmptyState
        title={t("none")}
        action={
          <LinkButton look="primary" href={"/" as Route}>
            {t("report")}
          </LinkButton>
        }
      >
        {t("noneHint")}
      </EmptyState>
    );
  }
  return (
    <ul className="flex flex-col gap-3">
      {reports.map((report) => (
        <li key={report.id} className="rounded border border-line bg-surface p-4">
          <Row report={report} />
        </li>
      ))}
    </ul>
  );
}

function Row({ report }: { report: MyReport }) {
  const t = useTranslations("account.my");
  const states = useTranslations("states.label");
  const { id, title, visibility, state } = report;
  // The page of an unconfirmed report is nobody's to see, and that of a hidden one only says so.
  const shown = visibility === "public" || visibility === "private";
  return (
    <>
      <h2 className="text-large break-words">
        {shown ? <Link href={`/report/${id}` as Route}>{title}</Link> : title}
      </h2>
      <p className="mt-1 text-small text-ink-soft">
        {report.category.name} · {t("reported")} <RelativeTime at={report.createdAt} />
      </p>
      <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-small">
        {shown && <StateBadge mark={kindOf(state)}>{states(labelKeyOf(state))}</StateBadge>}
        {visibility !== "public" && <span>{t(visibility)}</span>}
      </p>
    </>
  );
}
