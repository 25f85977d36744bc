import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { feedAlternates } from "@/app/_server/feed-alternates";
import { oEmbedAlternate } from "@/app/_server/oembed-alternate";
import { BodyView } from "@/app/reports/body-view";
import { bodyPage } from "@/lib/reports/body-page";

type Props = {
  params: Promise<{ body: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const { body: slug } = await params;
  const body = await bodyPage(slug);
  if (!body) return {};
  const t = await getTranslations("reports.body");
  const title = t("title", { body: body.name });
  return {
    title,
    description: t("description", { body: body.name }),
    alternates: {
      canonical: `/reports/${slug}`,
      types: {
        ...feedAlternates({ kind: "body", body: slug, area: null }, title),
        ...oEmbedAlternate(`/reports/${slug}`, title),
      },
    },
  };
}

/** A body's reports with a filter or on a later page; without a query string the twin under `app/front` answers. */
export default async function BodyReportsPage({ params, searchParams }: Props) {
  return <BodyView slug={(await params).body} params={await searchParams} />;
}
