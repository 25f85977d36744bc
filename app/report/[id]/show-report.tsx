import { randomUUID } from "node:crypto";
import { getMessages } from "next-intl/server";
import { tileSource } from "@/app/_server/map-setup";
import { sendUpdate } from "@/app/report/[id]/add-update";
import { followReport, unfollowReport } from "@/app/report/[id]/follow";
import type { Viewer } from "@/app/report/[id]/viewer";
import { ReportMap } from "@/components/map/report-map";
import { FollowForm } from "@/components/report/follow-form";
import { ReportView } from "@/components/report/report-view";
import type { UpdateFormSetup } from "@/components/report/update-section";
import type { Messages } from "@/lib/messages";
import { noFilter } from "@/lib/reports/filter";
import { journeyOf } from "@/lib/reports/journey";
import { listReports } from "@/lib/reports/list";
import type { PublicReport } from "@/lib/reports/public-report";
import { kindOf } from "@/lib/reports/states";
import { reportUrl } from "@/lib/urls";

const nearbyCount = 3;
/** The banner belongs to the moment of confirming, not to a link that somebody kept. */
const bannerMs = 60 * 60_000;

type Props = {
  report: PublicReport;
  confirmed?: boolean;
  /** The update that was just written. */
  said?: number | undefined;
  /** Null on the page that is kept for everybody. */
  viewer?: Viewer | null;
};

/** The page of one report, for its cached and its live variant alike. */
export async function ShowReport({ report, confirmed = false, said, viewer = null }: Props) {
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
      confirmed={confirmed && isRecent(report.confirmedAt)}
      said={report.updates.find((update) => update.id === said && isRecent(update.createdAt)) ?? null}
      update={mayWrite(report, viewer) ? updateForm(viewer, words) : null}
      follow={followForm(report, viewer, words)}
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

/** About what is not public only its reporter writes, and staff for their body. */
const mayWrite = (report: PublicReport, viewer: Viewer | null): boolean =>
  report.visibility === "public" || report.mine || viewer?.body != null;

const updateForm = (viewer: Viewer | null, words: Messages): UpdateFormSetup => ({
  writer: viewer && {
    ...{ name: viewer.name, body: viewer.body, forBody: viewer.body !== null },
    // Whom we cannot write to is not asked whether we shall.
    following: viewer.following ?? true,
  },
  send: sendUpdate,
  // With what is written it tells one posted form from another (lib/updates/repeated-form.ts).
  formKey: randomUUID(),
  startedAt: Date.now(),
  words: words.updates.form,
  photoWords: words.reportForm.form.photos,
});

function followForm(report: PublicReport, viewer: Viewer | null, words: Messages) {
  const told = report.visibility === "public" || report.mine;
  if (!told || (viewer && viewer.following === null)) return null;
  return (
    <FollowForm
      reportId={report.id}
      viewer={viewer && { following: viewer.following === true }}
      follow={followReport}
      unfollow={unfollowReport}
      words={words.alerts.follow}
    />
  );
}

const isRecent = (at: Date | null): boolean => at !== null && Date.now() - at.getTime() < bannerMs;
