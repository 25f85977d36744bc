import type { Metadata } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { ProsePage } from "@/components/ui/prose-page";
import { env } from "@/lib/env";

const site = () => ({ site: env.SITE_NAME });

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell.about");
  return { title: { absolute: t("title", site()) }, description: t("description") };
}

export default function AboutPage() {
  const t = useTranslations("shell.about");
  return (
    <ProsePage title={t("title", site())} lead={t("lead")}>
      <h2>{t("whatTitle")}</h2>
      <p>{t("what", site())}</p>
      <h2>{t("openTitle")}</h2>
      <p>{t("open")}</p>
      <h2>{t("notTitle")}</h2>
      <p>{t("not", site())}</p>
      <h2>{t("moreTitle")}</h2>
      <p>
        {t.rich("more", {
          help: (text) => <Link href="/help">{text}</Link>,
          privacy: (text) => <Link href="/privacy">{text}</Link>,
        })}
      </p>
    </ProsePage>
  );
}
