import { z } from "zod";
import { DeliveryState, ReportState, Visibility } from "@/prisma/generated/enums";

/** An address may carry anything: what it says wrongly is taken for not said. */
const lenient = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);
const id = lenient(z.coerce.number().int().positive().max(2_147_483_647));

/** What the dashboard's list of reports is asked for; the names are those of the address. */
export const StaffReportQuery = z.object({
  /** As `readSearch` reads it. */
  q: lenient(z.string().trim().max(200)),
  state: lenient(z.enum(ReportState)),
  body: id,
  category: id,
  visibility: lenient(z.enum(Visibility)),
  /** Of a delivery to a body that the actor sees. */
  delivery: lenient(z.enum(DeliveryState)),
  cursor: z.string().max(200).optional(),
});
export type StaffReportQuery = z.output<typeof StaffReportQuery>;
