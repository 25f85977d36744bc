import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { TakenDown } from "@/components/report/no-report";
import { anonymous } from "@/lib/actor";
import { getPublicReport } from "@/lib/reports/public-report";

export const revalidate = 5;
export const generateStaticParams = () => [];

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("report.hidden");
  return { title: t("title"), robots: { index: false } };
}

/** Where a report that was taken down leads to; answered with 410 (proxy.ts). */
export default async function GonePage({ params }: Props) {
  const { id } = await params;
  const { kind } = await getPublicReport(Number(id), anonymous);
  if (kind !== "hidden") redirect(`/report/${encodeURIComponent(id)}`);
  return <TakenDown />;
}
