import { z } from "zod";
import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { journeyOf } from "@/lib/reports/journey";
import { getPublicReport } from "@/lib/reports/public-report";

const params = z.object({
  id: z
    .string()
    .regex(/^[1-9]\d{0,9}$/)
    .transform(Number),
});

/** How far a report is: a version that changes whenever its page would, and whether something is still on its way. */
export const GET = route({ params }, async ({ params: { id } }) => {
  const answer = await getPublicReport(id, await currentActor());
  // Private, hidden or unknown: who may not see it is not told which.
  if (answer.kind !== "found") throw notFound(translator("report")("notFound.title"));
  const { version, waiting } = journeyOf(answer.report);
  return Response.json({ version, waiting }, { headers: { "Cache-Control": "no-store" } });
});
