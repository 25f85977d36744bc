import { useTranslations } from "next-intl";
import { type CardWords, ReportCard } from "@/components/report/report-card";
import { Notice } from "@/components/ui/notice";
import { PlaceLinks } from "@/components/ui/place-links";
import { env } from "@/lib/env";
import type { Finding } from "@/lib/reports/look-for";

type Props = {
  finding: Finding | null;
  text: string;
  /** Whether anybody looks after the place. */
  covered: boolean;
  words: CardWords;
};

/** What a search came to, where that is not simply a place on the map. */
export function SearchAnswer({ finding, text, covered, words }: Props) {
  const t = useTranslations("around");
  switch (finding?.kind) {
    case "nothing":
      return (
        <div className="mt-4">
          <Notice kind="warn" title={t("nothing.title", { text })}>
            <p>{t("nothing.text")}</p>
          </Notice>
        </div>
      );
    case "unavailable":
      return (
        <div className="mt-4">
          <Notice kind="error" title={t("unavailable.title")}>
            <p>{t("unavailable.text")}</p>
          </Notice>
        </div>
      );
    case "places":
      return (
        <Choice title={t("choose.title")} text={t("choose.places")}>
          <PlaceLinks places={finding.places} page="/around" />
        </Choice>
      );
    case "reports":
      return (
        <Choice title={t("choose.title")} text={t("choose.reports")}>
          {finding.reports.map((report) => (
            <li key={report.id}>
              <ReportCard report={report} words={words} />
            </li>
          ))}
        </Choice>
      );
    default:
      return covered ? null : (
        <div className="mt-4">
          <Notice kind="warn" title={t("outside.title")}>
            <p>{t("outside.text", { site: env.SITE_NAME })}</p>
          </Notice>
        </div>
      );
  }
}

function Choice({ title, text, children }: { title: string; text: string; children: React.ReactNode }) {
  return (
    <section aria-labelledby="choice-title" className="mt-4">
      <h2 id="choice-title" className="text-large">
        {title}
      </h2>
      <p className="mb-3">{text}</p>
      <ul className="flex flex-col gap-2">{children}</ul>
    </section>
  );
}
