import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { siteFeedAlternates } from "@/app/_server/feed-alternates";
import { BodiesView } from "@/app/reports/bodies-view";
import { bodyCounts } from "@/lib/reports/body-counts";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("reports.bodies");
  return {
    title: t("title"),
    description: t("description"),
    alternates: { canonical: "/reports", types: { ...siteFeedAlternates() } },
  };
}

/** `/reports` in another order; without a query string its twin under `app/front` answers. */
export default async function ReportsPage({ searchParams }: Props) {
  // Asked first: it is what tells Next that a build can not make this page.
  const params = await searchParams;
  return <BodiesView bodies={await bodyCounts()} params={params} />;
}
