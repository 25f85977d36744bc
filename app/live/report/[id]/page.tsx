import type { Metadata } from "next";
import { currentActor } from "@/app/_server/session";
import { reportMetadata, ShowReport } from "@/app/report/[id]/show-report";

export const dynamic = "force-dynamic";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return reportMetadata((await params).id, await currentActor());
}

/** The same page for a visitor with a session, made for the request (app/_server/variants.ts). */
export default async function LiveReportPage({ params, searchParams }: Props) {
  const { confirmed } = await searchParams;
  return (
    <ShowReport
      address={(await params).id}
      actor={await currentActor()}
      confirmed={confirmed !== undefined}
    />
  );
}
