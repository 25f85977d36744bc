import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { exactText, RelativeTime } from "@/components/ui/relative-time";
import type { PublicReport } from "@/lib/reports/public-report";

/** Category, place, when, by whom, number. */
export function ReportFacts({ report }: { report: PublicReport }) {
  const t = useTranslations("report.facts");
  const { category, address, author, id } = report;
  const at = report.confirmedAt ?? report.createdAt;
  return (
    <dl
      aria-label={t("label")}
      className="grid gap-x-6 gap-y-3 border-y border-line py-4 sm:grid-cols-2 print:grid-cols-2"
    >
      <Fact name={t("category")}>{category.name}</Fact>
      {address && <Fact name={t("place")}>{address}</Fact>}
      <Fact name={t("reported")}>
        <RelativeTime at={at} />
        <span className="hidden print:inline"> ({exactText(at)})</span>
      </Fact>
      <Fact name={t("by")}>{author ?? t("anonymous")}</Fact>
      <Fact name={t("number")}>
        <span className="tabular-nums">{id}</span>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-small text-ink-soft">{name}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}
