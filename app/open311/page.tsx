import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Open311Page } from "@/app/open311/open311-page";

// Its examples come from the database, which a build does not have.
export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("open311.page");
  return { title: t("title"), description: t("description") };
}

export default Open311Page;
