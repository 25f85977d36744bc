import "@/app/front/front.css";
import type { Metadata } from "next";
import Link from "next/link";
import { getFormatter, getTranslations } from "next-intl/server";
import { siteFeedAlternates } from "@/app/_server/feed-alternates";
import { mapWords, startView, tileSource } from "@/app/_server/map-setup";
import { FrontSearch } from "@/app/front/front-search";
import { FeedLink } from "@/components/feeds/feed-link";
import { FrontMap } from "@/components/map/front-map";
import { ReportCard } from "@/components/report/report-card";
import { LinkButton } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { type FrontCounts, frontCounts } from "@/lib/reports/front-counts";
import { recentReports } from "@/lib/reports/recent";

/** Seconds. Made when somebody first asks: a build has no database. */
export const revalidate = 5;
export const generateStaticParams = () => [];

const shown = 5;
const steps = ["one", "two", "three", "four"] as const;

export const generateMetadata = (): Metadata => ({
  alternates: { canonical: "/", types: { ...siteFeedAlternates() } },
});

/** The front page; its address is `/` (see `app/_server/variants.ts`). */
export default async function FrontPage() {
  const [counts, recent, words, t, feeds] = await Promise.all([
    frontCounts(new Date()),
    recentReports(shown),
    mapWords(),
    getTranslations("home"),
    getTranslations("feeds.link"),
  ]);
  return (
    <>
      <div className="front">
        <div className="front-lead">
          <h1>{t("title")}</h1>
          <FrontSearch words={words.map} />
          <Counts counts={counts} />
        </div>
        <section aria-label={t("map.title")} className="front-map">
          <FrontMap start={startView()} tiles={tileSource()} words={words.map} />
          <Link
            href="/around"
            prefetch={false}
            className="absolute start-3 bottom-3 z-1 inline-flex min-h-12 items-center gap-2 rounded border border-line-strong bg-surface px-4 font-semibold text-ink no-underline shadow hover:bg-sunken hover:text-ink md:start-auto md:end-3 md:bottom-8"
          >
            {t("map.open")}
            <Icon name="next" size={18} />
          </Link>
        </section>
      </div>
      <div className="page grid gap-12 pt-10 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <section aria-labelledby="recent-title">
          <div className="mb-4 flex items-baseline justify-between gap-4">
            <h2 id="recent-title">{t("recent.title")}</h2>
            <Link href="/reports" prefetch={false} className="inline-flex min-h-11 items-center">
              {t("recent.all")}
            </Link>
          </div>
          {recent.length === 0 && <p className="text-ink-soft">{t("recent.empty")}</p>}
          <ul className="flex flex-col gap-2">
            {recent.map((report) => (
              <li key={report.id}>
                <ReportCard report={report} words={words.card} />
              </li>
            ))}
          </ul>
          <p className="mt-2">
            <FeedLink scope={{ kind: "all" }}>{feeds("reports")}</FeedLink>
          </p>
        </section>
        <section aria-labelledby="how-title">
          <h2 id="how-title" className="mb-4 flex min-h-11 items-center">
            {t("how.title")}
          </h2>
          <ol className="front-steps">
            {steps.map((step) => (
              <li key={step}>
                <h3>{t(`how.${step}`)}</h3>
                <p className="text-ink-soft">{t(`how.${step}Text`)}</p>
              </li>
            ))}
          </ol>
          <LinkButton href="/help">{t("how.more")}</LinkButton>
        </section>
      </div>
    </>
  );
}

async function Counts({ counts }: { counts: FrontCounts }) {
  const [t, format] = await Promise.all([getTranslations("home.counts"), getFormatter()]);
  return (
    <section aria-label={t("title")} className="mt-8">
      <dl className="grid grid-cols-3 gap-3">
        {(["reported", "fixed", "updates"] as const).map((name) => (
          <div key={name} className="flex flex-col-reverse justify-end border-t-2 border-accent pt-2">
            <dt className="text-small text-ink-soft">{t(name)}</dt>
            <dd className="text-title font-bold tabular-nums">{format.number(counts[name])}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
