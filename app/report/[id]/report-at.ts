import { redirect } from "next/navigation";
import { cache } from "react";
import type { Actor } from "@/lib/actor";
import { getPublicReport } from "@/lib/reports/public-report";

/** Asked once a request, for the page and for its head. */
const answerFor = cache((id: number, actor: Actor) => getPublicReport(id, actor));

/** The report of an address, as the actor may see it. One that was taken down leads away: a page by itself cannot answer 410. */
export async function reportAt(address: string, actor: Actor) {
  // One address a report: "007" and "7.0" are nothing.
  const id = /^[1-9]\d{0,9}$/.test(address) ? Number(address) : 0;
  const answer = await answerFor(id, actor);
  if (answer.kind === "hidden") redirect(`/report/${id}/gone`);
  return answer;
}
