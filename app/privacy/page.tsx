import type { Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { ProsePage } from "@/components/ui/prose-page";

const sections = [
  { title: "storeTitle", list: ["store1", "store2", "store3"] },
  { title: "publicTitle", list: ["public1", "public2"] },
  { title: "getsTitle", text: "gets" },
  { title: "photosTitle", text: "photos" },
  { title: "timeTitle", list: ["time1", "time2"] },
  { title: "cookiesTitle", text: "cookies" },
  { title: "locationTitle", text: "location" },
] as const;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell.privacy");
  return { title: t("title"), description: t("description") };
}

export default function PrivacyPage() {
  const t = useTranslations("shell.privacy");
  return (
    <ProsePage title={t("title")} lead={t("lead")}>
      {sections.map((section) => (
        <section key={section.title}>
          <h2>{t(section.title)}</h2>
          {"list" in section ? (
            <ul className="mt-4">
              {section.list.map((key) => (
                <li key={key}>{t(key)}</li>
              ))}
            </ul>
          ) : (
            <p className="mt-4">{t(section.text)}</p>
          )}
        </section>
      ))}
    </ProsePage>
  );
}
