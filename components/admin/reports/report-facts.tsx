import { useTranslations } from "next-intl";
import { Facts } from "@/components/admin/facts";
import type { ShownReport } from "@/components/admin/reports/report-query";
import { VisibilityMark } from "@/components/admin/reports/visibility-mark";
import { RelativeTime } from "@/components/ui/relative-time";
import { StateBadge } from "@/components/ui/state-badge";
import { kindOf, labelKeyOf } from "@/lib/reports/states";

/** What is known of a report itself. */
export function ReportFacts({ report }: { report: ShownReport }) {
  const t = useTranslations("adminReports.fact");
  const states = useTranslations("states.label");
  const time = (at: string) => <RelativeTime at={new Date(at)} />;
  return (
    <Facts
      facts={[
        {
          label: t("state"),
          value: <StateBadge mark={kindOf(report.state)}>{states(labelKeyOf(report.state))}</StateBadge>,
        },
        { label: t("visibility"), value: <VisibilityMark visibility={report.visibility} /> },
        { label: t("category"), value: report.category.name },
        { label: t("created"), value: time(report.createdAt) },
        report.confirmedAt !== null && { label: t("confirmed"), value: time(report.confirmedAt) },
        { label: t("changed"), value: time(report.updatedAt) },
        { label: t("service"), value: report.service },
        report.posted && { label: t("client"), value: report.posted.client },
        report.posted?.reference != null && { label: t("clientReference"), value: report.posted.reference },
        { label: t("language"), value: report.language },
      ]}
    />
  );
}

/** Where it is, in words and numbers. */
export function PlaceFacts({ report }: { report: ShownReport }) {
  const t = useTranslations("adminReports.fact");
  return (
    <Facts
      facts={[
        report.address !== null && { label: t("address"), value: report.address },
        {
          label: t("point"),
          value: (
            <span className="tabular-nums select-all">
              {report.lat}, {report.lon}
            </span>
          ),
        },
        report.searchedFor !== "" && { label: t("searchedFor"), value: report.searchedFor },
        !report.usedMap && { label: t("found"), value: t("noMap") },
      ]}
    />
  );
}

/** Who reported, and what they answered; personal data, for those who may see it. */
export function ReporterFacts({ report }: { report: ShownReport }) {
  const t = useTranslations("adminReports");
  const { reporter, answers, posted } = report;
  const besides = posted?.besides;
  if (!reporter) return <p className="text-ink-soft">{t("detail.mayNotSee")}</p>;
  return (
    <Facts
      facts={[
        reporter.name !== "" && { label: t("fact.name"), value: reporter.name },
        reporter.email !== null && {
          label: t("fact.email"),
          value: (
            <>
              <a href={`mailto:${reporter.email}`}>{reporter.email}</a>
              {!reporter.emailVerified && <span className="text-ink-soft"> {t("fact.notVerified")}</span>}
            </>
          ),
        },
        reporter.phone !== "" && {
          label: t("fact.phone"),
          value: <a href={`tel:${reporter.phone.replace(/[^\d+]/g, "")}`}>{reporter.phone}</a>,
        },
        { label: t("fact.shownName"), value: report.showName ? t("fact.yes") : t("fact.no") },
        ...answers.map(({ code, description, value }) => ({
          label: description || code,
          value: [value].flat().join(", "),
        })),
        // Only addresses of web pages are taken for one (lib/reports/posted-words.ts).
        besides != null &&
          besides.url !== "" && {
            label: t("fact.clientPage"),
            value: <a href={besides.url}>{besides.url}</a>,
          },
        besides != null && besides.deviceId !== "" && { label: t("fact.deviceId"), value: besides.deviceId },
        besides != null &&
          besides.accountId !== "" && { label: t("fact.accountId"), value: besides.accountId },
        ...Object.entries(besides?.attributes ?? {}).map(([code, values]) => ({
          label: t("fact.besides", { code }),
          value: values.join(", "),
        })),
      ]}
    />
  );
}
