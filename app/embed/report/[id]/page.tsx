import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache, Suspense } from "react";
import { EmbeddedCard } from "@/components/embed/embedded-card";
import { NothingHere } from "@/components/embed/nothing-here";
import { env } from "@/lib/env";
import { readPublished } from "@/lib/published/reports/list-published";
import { rowIdIn } from "@/lib/row-id";
import { reportPath } from "@/lib/urls";

/** Seconds; what is hidden is gone after them (see app/report/[id]/page.tsx). */
export const revalidate = 5;
export const generateStaticParams = () => [];

type Props = { params: Promise<{ id: string }> };

/** Asked once a request, for the page and for its head. */
const publicAt = cache(async (address: string) => {
  const id = address.startsWith("0") ? null : rowIdIn(address);
  const [report] = id === null ? [] : await readPublished([id]);
  return report ?? null;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const report = await publicAt((await params).id);
  return report ? { title: report.title, alternates: { canonical: reportPath(report.id) } } : {};
}

/** One report as a card for other people's pages. */
export default async function EmbeddedReportPage({ params }: Props) {
  const report = await publicAt((await params).id);
  if (report) return <EmbeddedCard report={report} siteName={env.SITE_NAME} />;
  return (
    <>
      <NothingHere why="gone" />
      {/* In here it sets the status alone and leaves the words (see app/report/[id]/page.tsx). */}
      <Suspense>
        <Refuse />
      </Suspense>
    </>
  );
}

function Refuse(): never {
  return notFound();
}
