import type { Metadata } from "next";
import { reportMetadata, ShowReport } from "@/app/report/[id]/show-report";
import { anonymous } from "@/lib/actor";

/** Seconds. What is hidden is gone after them, whoever hid it: `expireTime` keeps older pages from being shown once more. */
export const revalidate = 5;
/** None at build time, which has no database; each is kept from its first visit on. */
export const generateStaticParams = () => [];

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return reportMetadata((await params).id, anonymous);
}

/** What everybody sees. It reads no cookie; a visitor with a session gets `app/live/report/[id]` under the same address. */
export default async function ReportPage({ params }: Props) {
  return <ShowReport address={(await params).id} actor={anonymous} />;
}
