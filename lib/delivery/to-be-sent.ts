import type { ReportState, Visibility } from "@/prisma/generated/enums";

/** Someone still has to do something about it. Source: spec/integration.md 2.3, AC-004. */
const worked: readonly ReportState[] = [
  "confirmed",
  "for_triage",
  "investigating",
  "in_progress",
  "planned",
  "action_scheduled",
];

/** A report that somebody fixed, closed or hid before it went is not sent any more. */
export const isToBeSent = (report: { visibility: Visibility; state: ReportState }): boolean =>
  (report.visibility === "public" || report.visibility === "private") && worked.includes(report.state);
