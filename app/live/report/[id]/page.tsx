import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentActor } from "@/app/_server/session";
import { reportAt } from "@/app/report/[id]/report-at";
import { refusalMetadata, reportMetadata } from "@/app/report/[id]/report-metadata";
import { ShowReport } from "@/app/report/[id]/show-report";
import { viewerOf } from "@/app/report/[id]/viewer";
import { RowId } from "@/lib/form-fields";

export const dynamic = "force-dynamic";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const answer = await reportAt((await params).id, await currentActor());
  return answer.kind === "found" ? reportMetadata(answer.report) : refusalMetadata(answer.kind);
}

/** The same page for a visitor with a session, made for the request (app/_server/variants.ts). */
export default async function LiveReportPage({ params, searchParams }: Props) {
  const { id } = await params;
  const actor = await currentActor();
  const answer = await reportAt(id, actor);
  // Nothing but what everybody is told, and there it stands with its status and its words.
  if (answer.kind !== "found") redirect(`/report/${encodeURIComponent(id)}?everybody`);
  const { confirmed, said } = await searchParams;
  return (
    <ShowReport
      report={answer.report}
      confirmed={confirmed !== undefined}
      said={RowId.safeParse(said).data}
      viewer={await viewerOf(actor, answer.report)}
    />
  );
}
