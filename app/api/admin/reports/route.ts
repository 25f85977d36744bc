import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { listStaffReports } from "@/lib/reports/list-staff-reports";
import { StaffReportQuery } from "@/lib/reports/staff-query";

export const GET = route({ query: StaffReportQuery }, async ({ query }) =>
  listStaffReports(await currentActor(), query),
);
