import { getMessages } from "next-intl/server";
import { tileSource } from "@/app/_server/map-setup";
import { ReportMap } from "@/components/map/report-map";
import { ReportView } from "@/components/report/report-view";
import { noFilter } from "@/lib/reports/filter";
import { journeyOf } from "@/lib/reports/journey";
import { listReports } from "@/lib/reports/list";
import type { PublicReport } from "@/lib/reports/public-report";
import { kindOf } from "@/lib/reports/states";
import { reportUrl } from "@/lib/urls";

const nearbyCount = 3;
/** The banner belongs to the moment of confirming, not to a link that somebody kept. */
const bannerMs = 60 * 60_000;

type Props = { report: PublicReport; confirmed?: boolean };

/** The page of one report, for its cached and its live variant alike. */
export async function ShowReport({ report, confirmed = false }: Props) {
  const { id, lat, lon, state } = report;
  const [nearby, words] = await Promise.all([
    listReports({ near: { lat, lon }, filter: noFilter, limit: nearbyCount + 1 }),
    getMessages(),
  ]);
  return (
    <ReportView
      report={report}
      journey={journeyOf(report)}
      url={reportUrl(id)}
      nearby={nearby.reports.filter((near) => near.id !== id).slice(0, nearbyCount)}
      confirmed={confirmed && isRecent(report)}
      map={
        <ReportMap report={{ id, lat, lon, kind: kindOf(state) }} tiles={tileSource()} words={words.map} />
      }
      words={{
        actions: words.report.actions,
        card: { card: words.reports.card, states: words.states.label },
      }}
    />
  );
}

const isRecent = ({ confirmedAt }: PublicReport): boolean =>
  confirmedAt !== null && Date.now() - confirmedAt.getTime() < bannerMs;
