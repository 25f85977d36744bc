import { z } from "zod";
import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { RowId } from "@/lib/form-fields";
import { getStaffReport } from "@/lib/reports/staff-report";

export const GET = route({ params: z.object({ id: RowId }) }, async ({ params }) =>
  getStaffReport(await currentActor(), params.id),
);
