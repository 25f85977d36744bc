import { BodyView } from "@/app/reports/body-view";

export { generateMetadata } from "@/app/reports/[body]/page";

export const revalidate = 5;
export const generateStaticParams = () => [];

type Props = { params: Promise<{ body: string }> };

/** A body's reports without a query string, kept for some seconds; see `app/_server/variants.ts`. */
export default async function PlainBodyReportsPage({ params }: Props) {
  return <BodyView slug={(await params).body} params={{}} />;
}
