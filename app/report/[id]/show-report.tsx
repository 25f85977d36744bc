import type { Metadata } from "next";
import { forbidden, notFound, redirect } from "next/navigation";
import { getMessages, getTranslations } from "next-intl/server";
import { cache } from "react";
import { tileSource } from "@/app/_server/map-setup";
import { ReportMap } from "@/components/map/report-map";
import { ReportView } from "@/components/report/report-view";
import type { Actor } from "@/lib/actor";
import { env } from "@/lib/env";
import { formatLocale, timeZone } from "@/lib/locale";
import { photoPath, pictured } from "@/lib/photo-paths";
import { noFilter } from "@/lib/reports/filter";
import { journeyOf } from "@/lib/reports/journey";
import { listReports } from "@/lib/reports/list";
import { getPublicReport, type PublicReport } from "@/lib/reports/public-report";
import { kindOf, labelKeyOf } from "@/lib/reports/states";
import { reportPath, reportUrl } from "@/lib/urls";

const nearbyCount = 3;
/** The banner belongs to the moment of confirming, not to a link that somebody kept. */
const freshMs = 60 * 60_000;

/** Asked once a request, for the page and for its head. */
const answerFor = cache((id: number, actor: Actor) => getPublicReport(id, actor));

/** The report of an address, or the answer that belongs to there being none to show. */
async function reportAt(address: string, actor: Actor): Promise<PublicReport> {
  // One address a report: "007" and "7.0" are nothing.
  const id = /^[1-9]\d{0,9}$/.test(address) ? Number(address) : 0;
  const answer = await answerFor(id, actor);
  switch (answer.kind) {
    case "found":
      return answer.report;
    case "private":
      return forbidden();
    case "hidden":
      // A page cannot answer 410 by itself; that address does (proxy.ts).
      return redirect(`/report/${id}/gone`);
    case "not_found":
      return notFound();
  }
}

export async function reportMetadata(address: string, actor: Actor): Promise<Metadata> {
  const report = await reportAt(address, actor);
  const t = await getTranslations("report");
  const states = await getTranslations("states.label");
  const at = report.confirmedAt ?? report.createdAt;
  const facts = {
    category: report.category.name,
    state: states(labelKeyOf(report.state)),
    date: new Intl.DateTimeFormat(formatLocale, { dateStyle: "long", timeZone }).format(at),
  };
  const description = report.address
    ? t("descriptionAt", { ...facts, address: report.address })
    : t("description", facts);
  const title = t("title", { title: report.title, id: report.id });
  if (report.visibility === "private") return { title, robots: { index: false } };
  const [photo] = report.photos;
  const picture = photo
    ? pictured(photoPath(report.id, photo.position), photo.hash)
    : `/api/static-map?lat=${report.lat}&lon=${report.lon}&zoom=16&w=1200&h=630&kind=${kindOf(report.state)}`;
  return {
    title,
    description,
    alternates: { canonical: reportPath(report.id) },
    openGraph: {
      title: report.title,
      description,
      type: "article",
      siteName: env.SITE_NAME,
      url: reportPath(report.id),
      images: [picture],
    },
    twitter: { card: "summary_large_image" },
  };
}

type Props = { address: string; actor: Actor; confirmed?: boolean };

/** The page of one report, for its cached and its live variant alike. */
export async function ShowReport({ address, actor, confirmed = false }: Props) {
  const report = await reportAt(address, actor);
  const { lat, lon } = report;
  const [nearby, words] = await Promise.all([
    listReports({ near: { lat, lon }, filter: noFilter, limit: nearbyCount + 1 }),
    getMessages(),
  ]);
  return (
    <ReportView
      report={report}
      journey={journeyOf(report)}
      url={reportUrl(report.id)}
      nearby={nearby.reports.filter(({ id }) => id !== report.id).slice(0, nearbyCount)}
      confirmed={confirmed && isFresh(report)}
      map={
        <ReportMap
          report={{ id: report.id, lat, lon, kind: kindOf(report.state) }}
          tiles={tileSource()}
          words={words.map}
        />
      }
      words={{
        actions: words.report.actions,
        card: { card: words.reports.card, states: words.states.label },
      }}
    />
  );
}

const isFresh = ({ confirmedAt }: PublicReport): boolean =>
  confirmedAt !== null && Date.now() - confirmedAt.getTime() < freshMs;
