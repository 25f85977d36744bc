import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { aroundFeeds } from "@/app/_server/feed-alternates";
import { aroundEmbed } from "@/app/_server/oembed-alternate";
import { AroundView } from "@/app/around/around-view";
import { firstOf } from "@/lib/reports/filter";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const t = await getTranslations("around");
  const params = await searchParams;
  const place = firstOf(params, "q");
  return {
    title: place ? t("titleNear", { place }) : t("title"),
    description: t("description"),
    alternates: { canonical: "/around", types: { ...aroundFeeds(params), ...aroundEmbed(params) } },
  };
}

export default async function AroundPage({ searchParams }: Props) {
  return <AroundView params={await searchParams} />;
}
