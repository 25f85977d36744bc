import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AroundView } from "@/app/around/around-view";
import { firstOf } from "@/lib/reports/filter";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const t = await getTranslations("around");
  const place = firstOf(await searchParams, "q");
  return {
    title: place ? t("titleNear", { place }) : t("title"),
    description: t("description"),
    alternates: { canonical: "/around" },
  };
}

export default async function AroundPage({ searchParams }: Props) {
  return <AroundView params={await searchParams} />;
}
