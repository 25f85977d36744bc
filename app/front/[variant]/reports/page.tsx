import { BodiesView } from "@/app/reports/bodies-view";
import { bodyCounts } from "@/lib/reports/body-counts";

export { generateMetadata } from "@/app/reports/page";

export const revalidate = 5;
export const generateStaticParams = () => [];

/** `/reports` without a query string, kept for some seconds; see `app/_server/variants.ts`. */
export default async function PlainReportsPage() {
  return <BodiesView bodies={await bodyCounts()} params={{}} />;
}
