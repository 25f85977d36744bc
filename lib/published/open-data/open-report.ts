import type { PublishedReport } from "@/lib/published/reports/published-report";
import { kindOf, type StateKind } from "@/lib/reports/states";
import { photoUrl, reportUrl } from "@/lib/urls";
import type { ReportState } from "@/prisma/generated/enums";

/** One report as a download holds it. The names are an interface: `docs/open-data.md` and the page `/open-data` explain them. */
export type OpenReport = {
  id: number;
  url: string;
  title: string;
  detail: string;
  category: string;
  category_id: number;
  status: StateKind;
  state: ReportState;
  /** ISO 8601 in UTC. */
  published_at: string;
  updated_at: string;
  latitude: number;
  longitude: number;
  address: string | null;
  bodies: string[];
  /** To the first of them; null = to none yet. */
  sent_at: string | null;
  references: string[];
  /** What one of the bodies has said last, as its page shows it. */
  latest_answer: string | null;
  photos: string[];
  updates: number;
  source: string | null;
};

/** In this order, in files and in the table that explains them. */
export const openFields = [
  "id",
  "url",
  "title",
  "detail",
  "category",
  "category_id",
  "status",
  "state",
  "published_at",
  "updated_at",
  "latitude",
  "longitude",
  "address",
  "bodies",
  "sent_at",
  "references",
  "latest_answer",
  "photos",
  "updates",
  "source",
] as const satisfies readonly (keyof OpenReport)[];

/**
 * A report as open data. No reporter's name is among it, not even one that its page shows: a name can be hidden on the page later,
 * in copies of a file never, and open licences do not cover personal data.
 */
export function openReport(report: PublishedReport): OpenReport {
  const sent = report.bodies.flatMap(({ sentAt }) => sentAt ?? []).sort((a, b) => a.getTime() - b.getTime());
  return {
    id: report.id,
    url: reportUrl(report.id),
    title: report.title,
    detail: report.detail,
    category: report.category.name,
    category_id: report.category.id,
    status: kindOf(report.state),
    state: report.state,
    published_at: report.confirmedAt.toISOString(),
    updated_at: report.updatedAt.toISOString(),
    latitude: report.lat,
    longitude: report.lon,
    address: report.address,
    bodies: report.bodies.map(({ name }) => name),
    sent_at: sent[0]?.toISOString() ?? null,
    references: report.bodies.flatMap(({ reference }) => reference ?? []),
    latest_answer: report.lastWord,
    photos: report.photos.map(({ position, hash }) => photoUrl(report.id, position, hash)),
    updates: report.updateCount,
    source: report.service || null,
  };
}
