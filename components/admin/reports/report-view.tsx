"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ReportDeliveries } from "@/components/admin/reports/report-deliveries";
import { PlaceFacts, ReporterFacts, ReportFacts } from "@/components/admin/reports/report-facts";
import { reportQuery, type ShownReport } from "@/components/admin/reports/report-query";
import { ReportUpdates, type UpdateActions } from "@/components/admin/reports/report-updates";
import { ListProblem } from "@/components/admin/table/list-problem";
import type { FormActionOf } from "@/components/admin/use-form";
import { ReportMap } from "@/components/map/report-map";
import type { TileSource } from "@/components/map/view";
import type { MapWords } from "@/components/map/words";
import { PhotoRow } from "@/components/report/photo-row";
import { Card } from "@/components/ui/card";
import { photoPath, pictured } from "@/lib/photo-paths";
import { kindOf } from "@/lib/reports/states";

type Props = {
  initial: ShownReport;
  act: FormActionOf;
  updateActions: UpdateActions;
  /** The form for an update; nothing where the actor may not write one. */
  writeUpdate?: ReactNode;
  map: { tiles: TileSource; words: MapWords };
  /** What stands below: the history. */
  children?: ReactNode;
};

/** One report as staff see it: what was said, where it went, who said it. */
export function StaffReportView({ initial, act, updateActions, writeUpdate, map, children }: Props) {
  const t = useTranslations("adminReports.detail");
  const written = useTranslations("adminUpdates");
  const { data: report, error, refetch } = useQuery(reportQuery(initial));
  const { id, lat, lon, state } = report;
  return (
    <>
      <ListProblem error={error} retry={() => void refetch()} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(18rem,2fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          <Part title={t("words")}>
            <h3 className="text-large break-words">{report.title}</h3>
            <p className="mt-1 max-w-[75ch] break-words whitespace-pre-line">{report.detail}</p>
            <Photos report={report} />
          </Part>
          <Part title={t("deliveries")}>
            <ReportDeliveries deliveries={report.deliveries} act={act} />
          </Part>
          <Part title={t("updates")}>
            <ReportUpdates updates={report.updates} actions={updateActions} />
          </Part>
          {writeUpdate && <Part title={written("write")}>{writeUpdate}</Part>}
          {children}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Part title={t("facts")}>
            <ReportFacts report={report} />
          </Part>
          <Part title={t("reporter")}>
            <ReporterFacts report={report} />
          </Part>
          <Part title={t("place")}>
            <div className="relative mb-2 h-64 overflow-hidden rounded border border-line">
              {/* The map moves with its report. */}
              <ReportMap key={`${lat},${lon}`} report={{ id, lat, lon, kind: kindOf(state) }} {...map} />
            </div>
            <PlaceFacts report={report} />
          </Part>
        </div>
      </div>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card>
      <h2 className="mb-2 text-large">{title}</h2>
      {children}
    </Card>
  );
}

function Photos({ report: { id, photos, visibility } }: { report: ShownReport }) {
  const t = useTranslations("adminReports.detail");
  if (photos.length === 0) return null;
  // Nobody has stood up for them yet.
  if (visibility === "unconfirmed") return <p className="mt-2 text-ink-soft">{t("photosHidden")}</p>;
  return (
    <PhotoRow
      photos={photos.map((photo) => ({
        ...photo,
        full: pictured(photoPath(id, photo.position, "full"), photo.hash),
        thumb: pictured(photoPath(id, photo.position, "thumb"), photo.hash),
      }))}
      alt={(number, count) => t("photo", { number: String(number), count: String(count) })}
    />
  );
}
