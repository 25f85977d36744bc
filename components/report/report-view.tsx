import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { FeedLink } from "@/components/feeds/feed-link";
import { reportHerePath } from "@/components/map/view";
import { JourneyLine } from "@/components/report/journey";
import { JourneyWatch } from "@/components/report/journey-watch";
import { LastSaid } from "@/components/report/last-said";
import { PhotoRow } from "@/components/report/photo-row";
import { type CardWords, ReportCard } from "@/components/report/report-card";
import { ReportFacts } from "@/components/report/report-facts";
import { ReportStanding } from "@/components/report/report-state";
import { ShareLink } from "@/components/report/share-link";
import { type UpdateFormSetup, UpdateSection } from "@/components/report/update-section";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Messages } from "@/lib/messages";
import { photoPath, pictured } from "@/lib/photo-paths";
import type { Journey, JourneyUpdate } from "@/lib/reports/journey";
import type { ListedReport } from "@/lib/reports/listed";
import type { PublicReport } from "@/lib/reports/public-report";
import { kindOf } from "@/lib/reports/states";

type Props = {
  report: PublicReport;
  journey: Journey;
  /** The page's own full address. */
  url: string;
  nearby: readonly ListedReport[];
  /** Its reporter has just confirmed it. */
  confirmed: boolean;
  /** The update that whoever looks has just written. */
  said: JourneyUpdate | null;
  /** The form for another one; null where nobody who looks may write. */
  update: UpdateFormSetup | null;
  /** The form to be written to about it. */
  follow: ReactNode;
  map: ReactNode;
  words: { actions: Messages["report"]["actions"]; card: CardWords };
};

/** A report's page: where it stands, what is wrong, and its whole way. */
export function ReportView({ report, journey, confirmed, said, update, ...aside }: Props) {
  const t = useTranslations("report");
  const isPrivate = report.visibility === "private";
  return (
    <div className="page flex flex-col gap-6 pt-6 md:pt-8">
      {confirmed && (
        <Notice kind="success" title={t(isPrivate ? "confirmed.titlePrivate" : "confirmed.title")} announce>
          <p>{t(isPrivate ? "confirmed.textPrivate" : "confirmed.text")}</p>
        </Notice>
      )}
      {said && <Said update={said} report={report} />}
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <article className="flex min-w-0 flex-col gap-6">
          <header className="flex flex-col gap-4">
            <h1 className="break-words">{report.title}</h1>
            {report.mine && <p className="-mt-2 text-ink-soft">{t("mine")}</p>}
            <ReportStanding state={report.state} journey={journey} />
          </header>
          {isPrivate && <Notice kind="info">{t("private")}</Notice>}
          <Original report={report} />
          <Body report={report} />
          <JourneyLine journey={journey} author={report.author}>
            <LastSaid updates={report.updates} />
          </JourneyLine>
          <JourneyWatch
            reportId={report.id}
            version={journey.version}
            waiting={journey.waiting}
            changed={t("fresh")}
          />
          {update && <UpdateSection key={said?.id ?? ""} report={report} setup={update} />}
        </article>
        <Aside report={report} {...aside} />
      </div>
      {journey.waiting && isFresh(report) && (
        <noscript>
          <meta httpEquiv="refresh" content="4" />
        </noscript>
      )}
    </div>
  );
}

/** Only while it may really be a matter of seconds: a page that reloads for hours helps nobody. */
const isFresh = ({ confirmedAt }: PublicReport): boolean =>
  confirmedAt !== null && Date.now() - confirmedAt.getTime() < 2 * 60_000;

function Original({ report: { duplicateOf } }: { report: PublicReport }) {
  const t = useTranslations("report");
  if (!duplicateOf) return null;
  return (
    <Notice kind="info">
      {t.rich("duplicate", {
        title: duplicateOf.title,
        report: (text) => <Link href={`/report/${duplicateOf.id}`}>{text}</Link>,
      })}
    </Notice>
  );
}

function Body({ report }: { report: PublicReport }) {
  const t = useTranslations("report");
  const { id, title, detail, photos } = report;
  return (
    <>
      {photos.length > 0 && (
        <section aria-label={t("photos.label")}>
          <PhotoRow
            large
            photos={photos.map((photo) => ({
              ...photo,
              full: pictured(photoPath(id, photo.position), photo.hash),
              thumb: pictured(photoPath(id, photo.position, "thumb"), photo.hash),
            }))}
            alt={(number, count) => t("photos.alt", { title, number, count })}
          />
        </section>
      )}
      <section aria-labelledby="detail">
        <h2 id="detail" className="sr-only">
          {t("detail")}
        </h2>
        <p lang={report.language} className="max-w-[66ch] text-large break-words whitespace-pre-line">
          {detail}
        </p>
      </section>
      <ReportFacts report={report} />
    </>
  );
}

/** Thanks, and what came of it. */
function Said({ update, report }: { update: JourneyUpdate; report: PublicReport }) {
  const t = useTranslations("updates.said");
  const moved = update.stateApplied && update.newState === report.state;
  return (
    <Notice kind="success" title={t(report.visibility === "private" ? "titlePrivate" : "title")} announce>
      {moved && <p>{t(kindOf(report.state) === "fixed" ? "fixed" : "open")}</p>}
    </Notice>
  );
}

function Aside({
  report,
  url,
  nearby,
  follow,
  map,
  words,
}: Omit<Props, "journey" | "confirmed" | "said" | "update">) {
  const t = useTranslations("report");
  const feeds = useTranslations("feeds.link");
  return (
    <aside className="flex min-w-0 flex-col gap-6 lg:sticky lg:top-6 lg:self-start">
      <div className="relative isolate h-72 overflow-hidden rounded border border-line bg-sunken lg:h-80">
        {map}
      </div>
      <section aria-label={t("actions.heading")} className="flex flex-col gap-3 print:hidden">
        <LinkButton look="primary" wide href={reportHerePath(report) as Route}>
          {t("actions.another")}
        </LinkButton>
        {report.visibility === "public" && <ShareLink url={url} title={report.title} words={words.actions} />}
      </section>
      {follow}
      {report.visibility === "public" && (
        <p>
          <FeedLink scope={{ kind: "report", id: report.id }}>{feeds("updates")}</FeedLink>
        </p>
      )}
      <p className="hidden text-small break-all print:block">
        {t("actions.permalink")}: {url}
      </p>
      {nearby.length > 0 && (
        <section aria-labelledby="nearby" className="print:hidden">
          <h2 id="nearby" className="text-large">
            {t("nearby.heading")}
          </h2>
          <ul className="mt-3 flex flex-col gap-2">
            {nearby.map((near) => (
              <li key={near.id}>
                <ReportCard report={near} words={words.card} />
              </li>
            ))}
          </ul>
          <p className="mt-2">
            <Link
              href={`/around?lat=${report.lat}&lon=${report.lon}` as Route}
              prefetch={false}
              className="inline-flex min-h-11 items-center"
            >
              {t("nearby.all")}
            </Link>
          </p>
        </section>
      )}
    </aside>
  );
}
