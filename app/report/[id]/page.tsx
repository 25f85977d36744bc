import type { Metadata } from "next";
import { forbidden, notFound } from "next/navigation";
import { Suspense } from "react";
import { reportAt } from "@/app/report/[id]/report-at";
import { refusalMetadata, reportMetadata } from "@/app/report/[id]/report-metadata";
import { ShowReport } from "@/app/report/[id]/show-report";
import { NoSuchReport, PrivateReport } from "@/components/report/no-report";
import { anonymous } from "@/lib/actor";

/** Seconds. What is hidden is gone after them, whoever hid it: `expireTime` keeps older pages from being shown once more. */
export const revalidate = 5;
/** None at build time, which has no database; each is kept from its first visit on. */
export const generateStaticParams = () => [];

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const answer = await reportAt((await params).id, anonymous);
  return answer.kind === "found" ? reportMetadata(answer.report) : refusalMetadata(answer.kind);
}

/** What everybody sees. It reads no cookie; a visitor with a session gets `app/live/report/[id]` under the same address. */
export default async function ReportPage({ params }: Props) {
  const answer = await reportAt((await params).id, anonymous);
  if (answer.kind === "found") return <ShowReport report={answer.report} />;
  const isPrivate = answer.kind === "private";
  return (
    <>
      {isPrivate ? <PrivateReport /> : <NoSuchReport />}
      {/* Thrown by itself it would set the status and leave the body empty where there are no scripts; in here it sets the
          status alone, as a kept page is finished before it is sent. */}
      <Suspense>
        <Refuse isPrivate={isPrivate} />
      </Suspense>
    </>
  );
}

function Refuse({ isPrivate }: { isPrivate: boolean }): never {
  return isPrivate ? forbidden() : notFound();
}
