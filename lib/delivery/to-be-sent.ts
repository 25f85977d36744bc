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

export const isWorkedOn = (state: ReportState): boolean => worked.includes(state);

/** A report that somebody fixed, closed or hid before it went is not sent any more. */
export const isToBeSent = (report: { visibility: Visibility; state: ReportState }): boolean =>
  (report.visibility === "public" || report.visibility === "private") && isWorkedOn(report.state);
