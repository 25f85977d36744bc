"use client";

import { useIsLit, useLighting } from "@/components/map/highlight";
import { type CardWords, ReportCard } from "@/components/report/report-card";
import type { ListedReport } from "@/lib/reports/listed";
import { kindOf } from "@/lib/reports/states";

/** A card beside a map: pointing at it, or focusing it, lights its pin, and the other way round. */
export function LitCard({ report, words }: { report: ListedReport; words: CardWords }) {
  const { id, lat, lon, state } = report;
  const lit = useIsLit(id);
  return (
    <li {...useLighting({ id, lat, lon, kind: kindOf(state) })}>
      <ReportCard report={report} words={words} lit={lit} />
    </li>
  );
}
