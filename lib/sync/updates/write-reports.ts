import type { Happening } from "@/lib/announce";
import type { Tx } from "@/lib/db";
import type { ReportEvent } from "@/lib/event-names";
import type { Facts } from "@/lib/sync/updates/facts";

/** What was known of a report before its items were taken in, and what is now. */
export type Change = { before: Facts; after: Facts };

/** Writes what items have changed of reports and their deliveries, as far as it has. Two statements, however many. */
export async function writeReports(tx: Tx, changes: readonly Change[]): Promise<void> {
  const reports = changes
    .filter((change) => differs(change, reportColumns))
    .map(({ after }) => reportColumns(after));
  if (reports.length > 0) {
    // Who looks after it is known by address: an account may just have been made.
    await tx.$executeRaw`
      update "Report" r set state = c.state::"ReportState", visibility = c.visibility::"Visibility", "categoryId" = c.category,
        answers = c.answers, "updatedAt" = greatest(r."updatedAt", c.at),
        extra = case when c.group is null then r.extra else r.extra || jsonb_build_object('group', c.group) end,
        "assigneeId" = coalesce((select u.id from "User" u where u.email = c.assignee), r."assigneeId")
      from jsonb_to_recordset(${JSON.stringify(reports)}::jsonb) as c(id int, state text, visibility text, category int,
        answers jsonb, at timestamptz, "group" text, assignee text)
      where r.id = c.id`;
  }
  const deliveries = changes
    .filter((change) => differs(change, deliveryColumns))
    .map(({ after }) => deliveryColumns(after));
  if (deliveries.length > 0) {
    await tx.$executeRaw`
      update "Delivery" d set "externalStatusCode" = c.code, "customerReference" = c.reference, "detailedInformation" = c.details
      from jsonb_to_recordset(${JSON.stringify(deliveries)}::jsonb) as c(id int, code text, reference text, details text)
      where d.id = c.id`;
  }
}

/** What others hear of it: of a report that is not public any more only that. */
export const happeningsOf = (changes: readonly Change[]): Happening[] =>
  changes.flatMap(({ before, after }) =>
    eventsOf(before, after).map((event) => ({ event, reportId: after.reportId })),
  );

function eventsOf(before: Facts, after: Facts): ReportEvent[] {
  if (before.visibility !== "public") return [];
  if (after.visibility !== "public") return ["report.hidden"];
  return [
    ...(before.category.id === after.category.id ? [] : (["report.changed"] as const)),
    ...(before.state === after.state ? [] : (["report.state_changed"] as const)),
  ];
}

const reportColumns = (facts: Facts) => ({
  ...{ id: facts.reportId, state: facts.state, visibility: facts.visibility, category: facts.category.id },
  ...{
    answers: facts.answers,
    at: facts.updatedAt.toISOString(),
    group: facts.group,
    assignee: facts.assignee,
  },
});

const deliveryColumns = ({ deliveryId, code, reference, details }: Facts) => ({
  ...{ id: deliveryId, code, reference, details },
});

const differs = ({ before, after }: Change, columns: (facts: Facts) => object): boolean =>
  JSON.stringify(columns(before)) !== JSON.stringify(columns(after));
