import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { aroundFeeds } from "@/app/_server/feed-alternates";
import { aroundEmbed } from "@/app/_server/oembed-alternate";
import { AroundView } from "@/app/around/around-view";

export const revalidate = 5;
export const generateStaticParams = () => [];

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("around");
  return {
    title: t("title"),
    description: t("description"),
    alternates: { canonical: "/around", types: { ...aroundFeeds({}), ...aroundEmbed({}) } },
  };
}

/** `/around` without a query string, kept for some seconds; see `app/_server/variants.ts`. */
export default function PlainAroundPage() {
  return <AroundView params={{}} />;
}
