import Link from "next/link";
import { useTranslations } from "next-intl";
import { footerLinks } from "@/components/ui/site-links";

/** The foot of every page but the map's. */
export function SiteFooter({ siteName }: { siteName: string }) {
  const t = useTranslations("shell");
  return (
    <footer className="border-t border-line bg-sunken">
      <div className="mx-auto flex max-w-[1120px] flex-col gap-x-8 gap-y-4 px-4 py-8 md:flex-row md:justify-between md:px-6">
        <div className="text-small">
          <p>{t("footer.line", { site: siteName })}</p>
          <p className="font-semibold">{t("footer.emergency")}</p>
        </div>
        <nav aria-label={t("footer.navigation")}>
          <ul className="flex flex-wrap gap-x-6">
            {footerLinks.map(({ key, href }) => (
              <li key={key}>
                <Link href={href} prefetch={false} className="inline-flex min-h-11 items-center">
                  {t(`nav.${key}`)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </footer>
  );
}
