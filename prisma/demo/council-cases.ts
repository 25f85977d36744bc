import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { db } from "@/lib/db";
import { type DeskState, type DeskStatus, emptyDesk } from "@/lib/testing/council/records";
import { siteUrl } from "@/lib/urls";
import type { ReportState } from "@/prisma/generated/enums";

/** So many cases fit on a desk that is one file; the demo town has fewer. */
const mostCases = 5_000;

const statusOf: Record<ReportState, DeskStatus> = {
  confirmed: "open",
  for_triage: "open",
  investigating: "investigating",
  in_progress: "in_progress",
  planned: "planned",
  action_scheduled: "action_scheduled",
  fixed_user: "fixed",
  fixed_council: "fixed",
  closed: "closed",
  unable_to_fix: "no_further_action",
  not_responsible: "not_councils_responsibility",
  duplicate: "duplicate",
  internal_referral: "internal_referral",
  cancelled: "cancelled",
  withdrawn: "closed",
};

/**
 * Lays the reports that the town starts with on the desk of the demo council, under the references that the site knows: what people
 * add to an old report arrives there as well. A desk that there is already is left as it is.
 */
export async function layOnDesk(file: string): Promise<void> {
  if (existsSync(file)) return;
  const deliveries = await db.delivery.findMany({
    where: { method: "open311", state: "sent", externalId: { not: null } },
    orderBy: { id: "desc" },
    take: mostCases,
    select: {
      externalId: true,
      sentAt: true,
      contact: { select: { destination: true } },
      report: {
        select: {
          ...{ id: true, title: true, detail: true, lat: true, lon: true, state: true, name: true },
          ...{ updatedAt: true, createdAt: true, category: { select: { name: true } } },
        },
      },
    },
  });
  const cases = deliveries.reverse().map(({ externalId, sentAt, contact, report }, index) => ({
    key: index + 1,
    reference: externalId,
    token: null,
    polls: 0,
    origin: "posted" as const,
    serviceCode: contact?.destination ?? "",
    serviceName: report.category.name,
    description: `${report.title}\n\n${report.detail}\n\n${siteUrl(`/report/${report.id}`)}`,
    status: statusOf[report.state],
    lat: report.lat,
    long: report.lon,
    reporter: { name: report.name, email: "", phone: "" },
    mediaUrls: [],
    photoIds: [],
    sendersId: String(report.id),
    answers: {},
    requestedAt: sentAt ?? report.createdAt,
    updatedAt: report.updatedAt,
  }));
  const desk: DeskState = { ...emptyDesk(), nextCase: cases.length + 1, cases };
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(desk));
}
