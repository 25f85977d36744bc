import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { FeedCard } from "@/components/feeds/feed-card";
import { Notice } from "@/components/ui/notice";
import { PlaceLinks } from "@/components/ui/place-links";
import type { Place } from "@/lib/geo/place";
import { type ListedReport, readListed } from "@/lib/reports/listed";
import type { Finding } from "@/lib/reports/look-for";
import { reportPath } from "@/lib/urls";

/** What a search came to, where that is not simply a place. */
export async function SearchAnswer({ finding, text }: { finding: Finding | null; text: string }) {
  const t = await getTranslations("feeds.page");
  switch (finding?.kind) {
    case "nothing":
      return (
        <div className="mt-6">
          <Notice kind="warn" title={t("nothing.title", { text })}>
            <p>{t("nothing.text")}</p>
          </Notice>
        </div>
      );
    case "unavailable":
      return (
        <div className="mt-6">
          <Notice kind="error" title={t("unavailable.title")}>
            <p>{t("unavailable.text")}</p>
          </Notice>
        </div>
      );
    case "places":
      return <Places places={finding.places} />;
    case "report":
      return <Reports reports={await readListed([finding.id])} />;
    case "reports":
      return <Reports reports={finding.reports} />;
    default:
      return null;
  }
}

function Places({ places }: { places: readonly Place[] }) {
  const t = useTranslations("feeds.page.choose");
  return (
    <section aria-labelledby="choice-title" className="mt-8 max-w-[66ch]">
      <h2 id="choice-title">{t("title")}</h2>
      <p className="mb-3">{t("text")}</p>
      <ul className="flex flex-col gap-2">
        <PlaceLinks places={places} page="/alert" />
      </ul>
    </section>
  );
}

/** A reference leads to what happens with its report. */
function Reports({ reports }: { reports: readonly ListedReport[] }) {
  const t = useTranslations("feeds");
  return (
    <section aria-labelledby="reports-title" className="mt-8 max-w-[66ch]">
      <h2 id="reports-title">{t("page.reports.title", { count: reports.length })}</h2>
      <ul className="mt-3 flex flex-col gap-3">
        {reports.map(({ id, title }) => (
          <li key={id}>
            <FeedCard
              scope={{ kind: "report", id }}
              name={t("title.report", { title })}
              hint={
                <Link href={reportPath(id) as Route} className="inline-flex min-h-11 items-center">
                  {t("page.reports.see")}
                </Link>
              }
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
